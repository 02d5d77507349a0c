package io.dbkeepalive.recovery;

import java.util.function.DoubleSupplier;

/** Pauses between attempts to connect: bounds that double, with full jitter. Immutable. */
final class Backoff {
  private final long firstMillis;
  private final long maxMillis;
  private final DoubleSupplier random;

  /**
   * @param random evenly from 0 to 1
   */
  Backoff(long firstMillis, long maxMillis, DoubleSupplier random) {
    this.firstMillis = firstMillis;
    this.maxMillis = maxMillis;
    this.random = random;
  }

  /**
   * @param failures how many attempts failed so far, at least 1
   * @return milliseconds, at least 1 so that nobody spins
   */
  long pauseMillis(int failures) {
    int doublings = Math.min(failures - 1, 30);
    long bound = Math.min(maxMillis, firstMillis << doublings);
    return Math.max(1, (long) (bound * random.getAsDouble()));
  }
}
