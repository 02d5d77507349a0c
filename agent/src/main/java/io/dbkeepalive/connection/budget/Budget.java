package io.dbkeepalive.connection.budget;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.connection.budget.Share.Waiter;
import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.events.BudgetEvents;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.StateSource;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How many connections to each database this JVM has open at most. Who comes first is served first;
 * waiting ends when the thread is interrupted, and pins no virtual thread. Thread-safe; nothing but
 * counting is done under its lock.
 */
public final class Budget implements StateSource {
  /** As drivers say that no connection could be made. */
  private static final String SQL_STATE = "08001";

  /** How often one who waits looks for connections that were collected and never closed. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  final ReferenceQueue<Holder> collected = new ReferenceQueue<>();

  private final int most;
  private final String limit;
  private final long waitNanos;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** By database; one that nobody uses is not kept. Guarded by {@link #lock}. */
  private final Map<String, Share> shares = new HashMap<>();

  /**
   * @param clock in nanoseconds, as {@code System.nanoTime}
   */
  public Budget(Options options, LongSupplier clock) {
    this.most = share(options);
    this.limit = "max-connections=" + options.maxConnections() + ", pods=" + options.pods();
    this.waitNanos = TimeUnit.MILLISECONDS.toNanos(options.connectWaitMillis());
    this.clock = clock;
  }

  private static int share(Options options) {
    if (options.maxConnections() == Options.UNLIMITED) {
      return Options.UNLIMITED;
    }
    int share = options.maxConnections() / options.pods();
    if (share == 0) {
      BudgetEvents.tooSmall(options.maxConnections(), options.pods());
    }
    return Math.max(1, share);
  }

  public boolean isOff() {
    return most == Options.UNLIMITED;
  }

  /**
   * Takes a place, or waits for one, at most {@code connect-wait}.
   *
   * @param key tells databases apart
   * @param database for people
   * @param opener the driver's or data source's class
   * @throws SQLTransientConnectionException if none became free; says who holds them
   */
  public Place take(String key, String database, Class<?> opener) throws SQLException {
    OpenedBy caller = OpenedBy.caller(opener);
    lock.lock();
    try {
      giveBackCollected();
      Share share = shares.computeIfAbsent(key, any -> new Share(this, key, database));
      Place place = new Place(share, caller);
      if (share.held.size() < most && share.waiters.isEmpty()) {
        share.give(place, clock.getAsLong());
        return place;
      }
      Waiter waiter = new Waiter(place, lock.newCondition());
      share.waiters.addLast(waiter);
      await(waiter, database);
      return place;
    } finally {
      lock.unlock();
    }
  }

  private void await(Waiter waiter, String database) throws SQLException {
    long start = System.nanoTime();
    long left = waitNanos;
    try {
      while (!waiter.served && left > 0) {
        waiter.turn.awaitNanos(Math.min(left, LOOK_NANOS));
        giveBackCollected();
        left = waitNanos - (System.nanoTime() - start);
      }
    } catch (InterruptedException e) {
      if (!waiter.served) {
        Thread.currentThread().interrupt();
        throw refused(waiter, database, "the wait was interrupted", e);
      }
      Thread.currentThread().interrupt(); // it has its place: what opens the connection may look
    }
    if (!waiter.served) {
      String waited = "none was closed within connect-wait=" + Spans.text(waitNanos);
      throw refused(waiter, database, waited, null);
    }
  }

  private SQLException refused(Waiter waiter, String database, String why, Throwable cause) {
    Share share = waiter.place.share;
    share.waiters.remove(waiter);
    forgetIfUnused(share);
    String holders = HeldBy.text(share.held, clock.getAsLong());
    return new SQLTransientConnectionException(
        "dbkeepalive: this JVM has its share of "
            + most
            + " connections to "
            + database
            + " open ("
            + limit
            + "), and "
            + why
            + "; "
            + share.waiters.size()
            + " others wait. Held: "
            + holders
            + ". Close connections sooner, or raise max-connections if the server can take more",
        SQL_STATE,
        cause);
  }

  void giveBack(Place place) {
    lock.lock();
    try {
      if (place.share.held.remove(place)) {
        place.share.serve(most, clock.getAsLong());
        forgetIfUnused(place.share);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Connections that the application has lost without closing them. */
  private void giveBackCollected() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      giveBack(((Place.Held) gone).place);
    }
  }

  @Override
  public void tell(Function<String, DatabaseState.Builder> databases) {
    lock.lock();
    try {
      giveBackCollected();
      shares
          .values()
          .forEach(each -> databases.apply(each.database).budget(each.held.size(), most));
    } finally {
      lock.unlock();
    }
  }

  private void forgetIfUnused(Share share) {
    if (share.isUnused()) {
      shares.remove(share.key, share);
    }
  }
}
