package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.state.Checked;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Looks after all connections that nobody uses at the moment. In each sweep it looks at every one,
 * and hands those to workers that are to be pinged, healed or recycled; it never waits for them.
 *
 * <p>Thread-safe. {@link #watch} and {@link #died}, which calls of the application come by, wait
 * for nobody.
 */
public final class Keeper {
  /** Of pings that are late by more, the sweeper or the workers are to blame. */
  private static final double LATE = 1.25;

  /** What was just used needs no look. */
  private static final long NEWS_AFTER = 500_000_000;

  /** So soon after its last answer, a connection can be asked for its server's limits. */
  private static final long ASK_AFTER = 200_000_000;

  /** The kernel is asked for the news of so many connections in one sweep. */
  private static final int NEWS_IN_ONE_SWEEP = 2_000;

  private final PingInterval interval;
  private final MaxAge maxAge;
  private final LongSupplier nanoTime;
  private final Executor threads;
  private final BooleanSupplier observes;
  private final Runnable arrived;
  private final Queue<Kept> arrivals = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<String, KeptDatabase> databases = new ConcurrentHashMap<>();

  /** Guarded by this. */
  private final List<Kept> all = new ArrayList<>();

  /** Guarded by this. */
  private long sweeps;

  /** Nothing is to be looked at, but for arrivals: nobody sweeps, and nothing gets old. */
  private volatile boolean rests = true;

  /**
   * @param nanoTime as that of {@link KeptConnection#lastAnswer}
   * @param threads runs what it is given at once, on a thread that may block, or refuses
   * @param observes whether nothing is done but to look on
   * @param arrived called when there is a connection to watch that the next sweep is too late for
   */
  public Keeper(
      Options options,
      LongSupplier nanoTime,
      Executor threads,
      BooleanSupplier observes,
      Runnable arrived) {
    this.interval = new PingInterval(options);
    this.maxAge = new MaxAge(options);
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.observes = observes;
    this.arrived = arrived;
  }

  /** From now on until it is closed, or forgotten by the application. */
  public void watch(KeptConnection connection) {
    long now = nanoTime.getAsLong();
    KeptDatabase known = databases.get(connection.databaseKey());
    KeptDatabase database =
        known != null
            ? known
            : databases.computeIfAbsent(
                connection.databaseKey(),
                key -> new KeptDatabase(key, connection.database(), interval, threads, now));
    arrivals.add(new Kept(connection, database, now));
    if (rests || known == null) {
      arrived.run();
    } // else the next sweep is soon enough: a thread less to wake for each connection
  }

  /**
   * A call has found its connection dead.
   *
   * @param key see {@link KeptConnection#databaseKey}
   * @param idleNanos since its last answer, before the call
   */
  public void died(String key, long idleNanos) {
    KeptDatabase database = databases.get(key);
    if (database != null) {
      database.died(idleNanos, nanoTime.getAsLong());
    }
  }

  /**
   * Looks at each connection once.
   *
   * @return nanoseconds until the next sweep; {@link PingInterval#NEVER} if there are none
   */
  public synchronized long sweep() {
    long now = nanoTime.getAsLong();
    sweeps++;
    takeArrivals();
    Map<KeptDatabase, KeptCounts> counts = new HashMap<>();
    for (int i = 0; i < all.size(); ) {
      Kept kept = all.get(i);
      KeptConnection connection = kept.get();
      if (connection == null || connection.isClosed()) {
        Kept last = all.remove(all.size() - 1);
        if (last != kept) {
          all.set(i, last);
        }
        continue;
      }
      KeptCounts of = counts.computeIfAbsent(kept.database, each -> new KeptCounts());
      look(kept, connection, i, of, now);
      i++;
    }
    counts.keySet().forEach(each -> each.lane.help());
    databases.values().forEach(each -> each.counted(counts.get(each), now));
    databases.values().removeIf(each -> each.isForgotten(now));
    rests = all.isEmpty();
    return isResting() ? PingInterval.NEVER : Pace.of(databases.values(), maxAge, now);
  }

  private boolean isResting() {
    return rests && arrivals.isEmpty();
  }

  private void takeArrivals() {
    for (Kept arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      KeptDatabase database = arrival.database;
      databases.putIfAbsent(database.key, database); // it may have been forgotten just now
      all.add(arrival);
    }
  }

  private void look(Kept kept, KeptConnection connection, int at, KeptCounts counts, long now) {
    counts.connections++;
    boolean leftAlone = now - kept.notBefore < 0 || observes.getAsBoolean();
    if (!connection.isLost()) {
      counts.answered(connection.lastAnswer());
    }
    long busy = kept.busyNanos(connection, now);
    counts.longestCallNanos = Math.max(counts.longestCallNanos, busy);
    if (busy > 0) {
      counts.busy++;
      if (!kept.inHand && !leftAlone) {
        hand(kept, recycling(kept, connection, now)); // waits for a moment between two calls
      }
      return;
    }
    boolean lost = connection.isLost();
    long idle = now - connection.lastAnswer();
    boolean inTransaction = connection.isInTransaction();
    long due =
        connection.mayBePinged()
            ? kept.database.interval(kept, inTransaction, now)
            : PingInterval.NEVER;
    if (lost) {
      counts.lost++;
    } else {
      counts.inTransaction += inTransaction ? 1 : 0;
      counts.longestIdleNanos = Math.max(counts.longestIdleNanos, idle);
      counts.idle++;
      counts.overdue += idle >= LATE * due && !leftAlone ? 1 : 0;
    }
    if (!kept.inHand && !leftAlone) {
      Runnable work = lost ? healing(kept, due, now) : care(kept, connection, at, idle, due, now);
      hand(kept, work);
    }
  }

  /** Of a lost one. */
  private Runnable healing(Kept kept, long due, long now) {
    boolean may = due != PingInterval.NEVER && kept.database.mayHeal(now);
    return may ? () -> Tending.heal(kept, nanoTime) : null;
  }

  /** Of one that is well, as far as anybody knows. */
  private Runnable care(
      Kept kept, KeptConnection connection, int at, long idle, long due, long now) {
    boolean pings = due != PingInterval.NEVER;
    if (pings && (idle >= due || kept.database.suspects(connection.lastAnswer()))) {
      return () -> Tending.ping(kept, nanoTime);
    }
    if (pings && idle >= NEWS_AFTER && isItsTurn(at) && connection.hasNews()) {
      return () -> Tending.ping(kept, nanoTime);
    }
    Runnable recycling = recycling(kept, connection, now);
    if (recycling != null) {
      return recycling;
    }
    if (interval.isAuto() && idle >= ASK_AFTER) {
      if (connection.ownLimits() != kept.ownLimitsAsked) {
        return () -> Tending.askOwnLimits(kept, nanoTime);
      }
      if (kept.database.wantsLimits()) {
        return () -> Tending.askLimits(kept, nanoTime);
      }
    }
    return null;
  }

  /** Null while it is not too old. */
  private Runnable recycling(Kept kept, KeptConnection connection, long now) {
    boolean due = maxAge.isReached(connection, kept.jitter, now);
    return due ? () -> Tending.recycle(kept, nanoTime) : null;
  }

  /** The more there are, the more seldom the kernel is asked about each. */
  private boolean isItsTurn(int at) {
    int stride = 1 + all.size() / NEWS_IN_ONE_SWEEP;
    return (at + sweeps) % stride == 0;
  }

  /**
   * @param work null: there is none
   */
  private void hand(Kept kept, Runnable work) {
    if (work != null) {
      hand(kept, work, () -> {});
    }
  }

  /**
   * @param after is run when the connection is in nobody's hand any more
   */
  private void hand(Kept kept, Runnable work, Runnable after) {
    kept.inHand = true;
    kept.database.lane.add(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error defect) {
            AgentEvents.failed("keeping a connection alive", defect);
          } finally {
            kept.inHand = false;
            after.run();
          }
        });
  }

  /** See {@link io.dbkeepalive.telemetry.state.Control#ping}; refused while it only looks on. */
  Checked ping(String database, long waitNanos) throws InterruptedException {
    Check check = new Check();
    for (Kept kept : chosen(database)) {
      AtomicBoolean sent = new AtomicBoolean();
      handTo(
          check,
          kept,
          () -> sent.set(Tending.ping(kept, nanoTime) != KeptConnection.Ping.NOT_SENT),
          () -> check.done(kept.isWell(), sent.get()));
    }
    return check.await(waitNanos);
  }

  /** The same of {@link io.dbkeepalive.telemetry.state.Control#recover}, without a ping before. */
  Checked heal(String database, long waitNanos) throws InterruptedException {
    Check check = new Check();
    for (Kept kept : chosen(database)) {
      kept.database.healAtOnce(nanoTime.getAsLong());
      handTo(
          check,
          kept,
          () -> {
            if (!kept.isWell()) {
              Tending.heal(kept, nanoTime);
            }
          },
          () -> check.done(kept.isWell(), true));
    }
    return check.await(waitNanos);
  }

  /** See {@link io.dbkeepalive.telemetry.state.Control#askLimits}. */
  Checked askLimits(long waitNanos) throws InterruptedException {
    Check check = new Check();
    Set<KeptDatabase> asked = new HashSet<>();
    for (Kept kept : chosen(null)) {
      if (mayBeAsked(kept) && asked.add(kept.database)) {
        AtomicBoolean said = new AtomicBoolean();
        handTo(
            check,
            kept,
            () -> said.set(Tending.askLimitsNow(kept, nanoTime)),
            () -> check.done(kept.isWell(), said.get()));
      }
    }
    return check.await(waitNanos);
  }

  private static boolean mayBeAsked(Kept kept) {
    KeptConnection connection = kept.get();
    return connection != null && !kept.inHand && !connection.isBusy() && !connection.isLost();
  }

  private synchronized void handTo(Check check, Kept kept, Runnable work, Runnable after) {
    KeptConnection connection = kept.get();
    if (connection == null || connection.isClosed()) {
      return;
    }
    check.begins();
    if (kept.inHand || connection.isBusy() || observes.getAsBoolean()) {
      check.done(true, false);
    } else {
      hand(kept, work, after);
    }
  }

  private synchronized List<Kept> chosen(String database) {
    takeArrivals();
    List<Kept> chosen = new ArrayList<>(all);
    chosen.removeIf(kept -> database != null && !kept.database.name.equals(database));
    return chosen;
  }

  /** See {@link io.dbkeepalive.telemetry.state.Control#connections}. */
  List<ConnectionState> connections(String database, int most) {
    long now = nanoTime.getAsLong();
    List<ConnectionState> states = new ArrayList<>();
    for (Kept kept : chosen(database)) {
      KeptConnection connection = kept.get();
      if (connection != null && !connection.isClosed() && states.size() < most) {
        states.add(kept.stateOf(connection, now));
      }
    }
    return states;
  }

  void tell(Function<String, DatabaseState.Builder> states) {
    long now = nanoTime.getAsLong();
    boolean resting = isResting();
    databases.values().forEach(each -> each.tell(states.apply(each.name), resting, now));
  }

  /** Of each database, as the last sweep found it. */
  Collection<KeptDatabase> databases() {
    return databases.values();
  }
}
