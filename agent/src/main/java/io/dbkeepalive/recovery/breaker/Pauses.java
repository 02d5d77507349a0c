package io.dbkeepalive.recovery.breaker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting, passed in. */
public interface Pauses {
  /** By the clock on the wall. */
  Pauses REAL = (nanos, end) -> end.await(nanos, TimeUnit.NANOSECONDS);

  /** Returns when the time is over, or the latch is open. */
  void pause(long nanos, CountDownLatch end) throws InterruptedException;
}
