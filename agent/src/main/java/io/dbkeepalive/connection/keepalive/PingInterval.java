package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.dialect.IdleLimits;
import java.util.concurrent.TimeUnit;

/** How much idleness a connection gets before it is pinged. Immutable. */
final class PingInterval {
  /** Most of {@code auto}. */
  static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

  /** Least of {@code auto}, whatever a server's limit is. */
  static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(250);

  /** Never. */
  static final long NEVER = Long.MAX_VALUE;

  /** How much earlier than the interval a ping may come, as a part of it. */
  private static final double JITTER = 0.2;

  private final long given;
  private final boolean inTransaction;

  PingInterval(Options options) {
    long millis = options.pingIntervalMillis();
    this.given =
        millis == Options.OFF || millis == Options.AUTO
            ? millis
            : TimeUnit.MILLISECONDS.toNanos(millis);
    this.inTransaction = options.pingInTransaction();
  }

  boolean isOff() {
    return given == Options.OFF;
  }

  /** Whether the limits of the server, and what dies, make a difference. */
  boolean isAuto() {
    return given == Options.AUTO;
  }

  /**
   * @param limits of the server; null if not known
   * @param deathAge see {@link DeathAges#shortest}
   * @return in nanoseconds, {@link #NEVER} if it is not to be pinged
   */
  long of(IdleLimits limits, long deathAge, boolean inTransaction) {
    if (given == Options.OFF || inTransaction && !this.inTransaction) {
      return NEVER;
    }
    if (given != Options.AUTO) {
      return given;
    }
    long limit = limits == null ? IdleLimits.NONE : limits.nanos(inTransaction);
    // a third: what was found dead may have been so for a while
    return Math.max(SHORTEST, Math.min(LONGEST, Math.min(limit / 2, deathAge / 3)));
  }

  /**
   * @param jitter from 0 to 1
   */
  static long early(long interval, double jitter) {
    return interval == NEVER ? NEVER : interval - (long) (interval * JITTER * jitter);
  }
}
