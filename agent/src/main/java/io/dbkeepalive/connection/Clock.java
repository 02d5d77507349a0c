package io.dbkeepalive.connection;

import io.dbkeepalive.telemetry.rounds.Rounds;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A coarse clock for idle tracking: a volatile read instead of a {@code System.nanoTime} on every
 * call. One daemon thread writes it, from the first managed connection on.
 */
final class Clock {
  /** How far {@link #now} may lag behind, unless the machine is starved. */
  static final long RESOLUTION_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** As {@code System.nanoTime} was a moment ago. Written by the daemon thread only. */
  static volatile long now = System.nanoTime();

  static {
    Rounds.daemon(Clock::run, "dbkeepalive-clock").start();
  }

  private Clock() {}

  @SuppressWarnings("InfiniteLoopStatement")
  private static void run() {
    while (true) {
      LockSupport.parkNanos(RESOLUTION_NANOS);
      now = System.nanoTime();
    }
  }
}
