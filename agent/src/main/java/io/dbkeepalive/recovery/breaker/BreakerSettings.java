package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.config.Options;

/** What the options say about breakers, times in nanoseconds. Immutable. */
final class BreakerSettings {
  /** Connects that must have failed in a row. */
  final int failures;

  /** For so long must the database have been away: as long as anybody waits for it. */
  final long awayNanos;

  /** From opening to the trial. */
  final long openNanos;

  BreakerSettings(Options options) {
    failures = options.breakerFailures();
    awayNanos = options.recoveryTimeoutMillis() * 1_000_000;
    openNanos = options.breakerOpenMillis() * 1_000_000;
  }

  /** With more time between two failures, they belong to two outages. */
  long longestGap() {
    return Math.max(awayNanos, openNanos);
  }
}
