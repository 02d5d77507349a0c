package io.dbkeepalive.recovery.breaker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spaces the connects to one database evenly: all times are nanoseconds by one clock, which is
 * passed in. Thread-safe, without a lock.
 *
 * <p>A caller reserves a slot, waits for it, and then starts. Starts keep their distance by
 * themselves too: threads that all wake late, as after a long garbage collection, must not start
 * together.
 */
final class Governor {
  /** What {@link #reserve} answers if the slot would come too late. */
  static final long TOO_LATE = -1;

  private final long interval;

  /** The next slot that is free. */
  private final AtomicLong free;

  /** From when on the next connect may start. */
  private final AtomicLong earliest;

  /**
   * @param interval between two connects, 0 for no limit
   */
  Governor(long interval, long now) {
    this.interval = interval;
    this.free = new AtomicLong(now);
    this.earliest = new AtomicLong(now);
  }

  /** The distance of connects, so that no more than {@code perSecond} start within a second. */
  static long intervalOf(int perSecond) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (second + perSecond - 1) / perSecond;
  }

  /**
   * Takes the next slot, unless it lies behind the deadline.
   *
   * @return how long to wait for it, or {@link #TOO_LATE}
   */
  long reserve(long now, long deadline) {
    while (true) {
      long next = free.get();
      long slot = next - now > 0 ? next : now;
      if (slot - now > 0 && slot - deadline > 0) {
        return TOO_LATE;
      }
      if (free.compareAndSet(next, slot + interval)) {
        return slot - now;
      }
    }
  }

  /**
   * Starts a connect whose slot has come.
   *
   * @return 0 if it may start now, else how long to wait before asking again, or {@link #TOO_LATE}
   */
  long start(long now, long deadline) {
    while (true) {
      long from = earliest.get();
      if (from - now > 0) {
        return from - deadline > 0 ? TOO_LATE : from - now;
      }
      if (earliest.compareAndSet(from, now + interval)) {
        return 0;
      }
    }
  }

  /** How long the next caller would have to wait. */
  long backlog(long now) {
    return Math.max(0, free.get() - now);
  }

  /** Those who wait have given up: their slots are free. */
  void forgetReservations(long now) {
    free.set(now);
  }
}
