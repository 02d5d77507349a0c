package io.dbkeepalive.recovery.breaker;

import java.lang.ref.WeakReference;

/**
 * What is known of a database that is away, and who can try whether it is back. Thread-safe.
 *
 * <p>Whoever asked since the last trial is held; once nobody asks any more, weakly only, so that
 * the classes of a driver can be unloaded while its database stays away.
 */
final class Outage {
  /** Connects that failed in a row. */
  final int failures;

  /** By the clock, when the first of them was begun. */
  final long since;

  /** Guarded by this, both. */
  private Trial asking;

  private WeakReference<Trial> earlier = new WeakReference<>(null);

  Outage(int failures, long since) {
    this.failures = failures;
    this.since = since;
  }

  synchronized void asks(Trial trial) {
    asking = trial;
  }

  /** Null if nobody is left who would want to know. */
  synchronized Trial nextTrial() {
    Trial next = asking != null ? asking : earlier.get();
    asking = null;
    earlier = new WeakReference<>(next);
    return next;
  }
}
