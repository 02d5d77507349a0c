package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.Events;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Looks after all connections that nobody uses at the moment. In each sweep it looks at every one,
 * and hands those to workers that are to be pinged, healed or recycled; it never waits for them.
 *
 * <p>{@link #watch} is thread-safe; {@link #sweep} belongs to one thread.
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
  private final Runnable arrived;
  private final Queue<Kept> arrivals = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<String, KeptDatabase> databases = new ConcurrentHashMap<>();

  /** Of the sweeper alone. */
  private final List<Kept> all = new ArrayList<>();

  private long sweeps;

  /**
   * @param nanoTime as that of {@link KeptConnection#lastAnswer}
   * @param threads runs what it is given at once, on a thread that may block, or refuses
   * @param arrived called when there is a connection to watch
   */
  public Keeper(Options options, LongSupplier nanoTime, Executor threads, Runnable arrived) {
    this.interval = new PingInterval(options);
    this.maxAge = new MaxAge(options);
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.arrived = arrived;
  }

  /** From now on until it is closed, or forgotten by the application. */
  public void watch(KeptConnection connection) {
    if (interval.isOff() && maxAge.isOff()) {
      return;
    }
    long now = nanoTime.getAsLong();
    String key = connection.databaseKey();
    KeptDatabase database =
        databases.computeIfAbsent(
            key, absent -> new KeptDatabase(connection.database(), interval, threads, now));
    arrivals.add(new Kept(connection, key, database, now));
    arrived.run();
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
  public long sweep() {
    long now = nanoTime.getAsLong();
    sweeps++;
    for (Kept arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
      databases.putIfAbsent(arrival.key, arrival.database); // it may have been forgotten just now
      all.add(arrival);
    }
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
    return all.isEmpty() && arrivals.isEmpty()
        ? PingInterval.NEVER
        : Pace.of(databases.values(), maxAge, now);
  }

  private void look(Kept kept, KeptConnection connection, int at, KeptCounts counts, long now) {
    counts.connections++;
    boolean leftAlone = now - kept.notBefore < 0;
    if (connection.isBusy()) {
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
    if (work == null) {
      return;
    }
    kept.inHand = true;
    kept.database.lane.add(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error defect) {
            Events.agentError("keeping a connection alive", defect);
          } finally {
            kept.inHand = false;
          }
        });
  }

  /** Of each database, as the last sweep found it. */
  Collection<KeptDatabase> databases() {
    return databases.values();
  }
}
