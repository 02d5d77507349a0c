package io.dbkeepalive.connection.keepalive;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** How long the sweeper may rest. Stateless. */
final class Pace {
  static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(20);

  /** So many sweeps in the shortest interval: none is missed by much. */
  private static final int SWEEPS = 16;

  private Pace() {}

  /** In nanoseconds. */
  static long of(Collection<KeptDatabase> databases, MaxAge maxAge, long now) {
    long rest = Math.min(LONGEST, maxAge.nanos() / SWEEPS);
    for (KeptDatabase database : databases) {
      long interval =
          database.isIntervalOpen() ? 4 * PingInterval.SHORTEST : database.shortestInterval(now);
      rest = Math.min(rest, interval / SWEEPS);
    }
    return Math.max(rest, SHORTEST);
  }
}
