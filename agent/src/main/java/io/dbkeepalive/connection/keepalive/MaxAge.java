package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.config.Options;
import java.util.concurrent.TimeUnit;

/** When a physical connection is to be exchanged for its age. Immutable. */
final class MaxAge {
  /** How much earlier it may be, as a part of the age. */
  private static final double JITTER = 0.25;

  private final long nanos;

  MaxAge(Options options) {
    long millis = options.maxAgeMillis();
    this.nanos = millis == Options.OFF ? PingInterval.NEVER : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  boolean isOff() {
    return nanos == PingInterval.NEVER;
  }

  long nanos() {
    return nanos;
  }

  /**
   * @param jitter from 0 to 1
   */
  boolean isReached(KeptConnection connection, double jitter, long now) {
    return !isOff() && now - connection.opened() >= nanos - (long) (nanos * JITTER * jitter);
  }
}
