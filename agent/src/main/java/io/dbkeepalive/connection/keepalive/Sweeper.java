package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.connection.rounds.Rounds;
import io.dbkeepalive.telemetry.jmx.Beans;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The thread that sweeps, from the first connection on, and the workers. Thread-safe. */
public final class Sweeper {
  /** Bounds what databases that hang can hold up; those beyond wait. */
  private static final int MOST_WORKERS = 64;

  /**
   * From the first connection on: JMX brings {@code java.util.logging} along, and applications that
   * have a log manager of their own, or set one up, do so before they have come that far.
   */
  private static final long UNTIL_JMX = TimeUnit.SECONDS.toNanos(10);

  private final Rounds rounds = new Rounds("dbkeepalive-sweeper", this::round);
  private final Keeper keeper;
  private final LongSupplier nanoTime;

  /** What JMX shows, by its name there. Of the sweeper's thread. */
  private final Map<KeptDatabase, Object> beans = new HashMap<>();

  /** When JMX may be used; null before the first round. Of the sweeper's thread. */
  private Long jmxAt;

  /**
   * @param nanoTime see {@link Keeper}
   */
  public Sweeper(Options options, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.keeper = new Keeper(options, nanoTime, workers(), rounds::wake);
  }

  /** See {@link Keeper#watch}. */
  public void watch(KeptConnection connection) {
    keeper.watch(connection);
  }

  /** See {@link Keeper#died}. */
  public void died(String databaseKey, long idleNanos) {
    keeper.died(databaseKey, idleNanos);
  }

  private static Executor workers() {
    return new ThreadPoolExecutor(
        0,
        MOST_WORKERS,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> Rounds.daemon(work, "dbkeepalive-keeper"));
  }

  private long round() {
    long rest = keeper.sweep();
    long now = nanoTime.getAsLong();
    if (jmxAt == null) {
      jmxAt = now + UNTIL_JMX;
    }
    if (now - jmxAt < 0) {
      return Math.min(rest, jmxAt - now);
    }
    showInJmx(keeper.databases());
    return rest;
  }

  private void showInJmx(Collection<KeptDatabase> databases) {
    for (KeptDatabase database : databases) {
      if (!beans.containsKey(database)) {
        beans.put(database, Beans.register(database.name, new DatabaseBean(database, nanoTime)));
      }
    }
    if (beans.size() > databases.size()) {
      for (KeptDatabase known : new ArrayList<>(beans.keySet())) {
        if (!databases.contains(known)) {
          Beans.unregister(beans.remove(known));
        }
      }
    }
  }
}
