package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.telemetry.state.Checked;
import java.util.concurrent.TimeUnit;

/** Waits for what workers do for somebody who has asked for it. Thread-safe. */
final class Check {
  /** Guarded by this, all of them. */
  private int asked;

  private int well;
  private int lost;
  private int skipped;

  synchronized void begins() {
    asked++;
  }

  /**
   * What came of one.
   *
   * @param isWell as far as is known
   * @param isSure whether it was asked just now
   */
  synchronized void done(boolean isWell, boolean isSure) {
    if (!isWell) {
      lost++;
    } else if (isSure) {
      well++;
    } else {
      skipped++;
    }
    notifyAll();
  }

  synchronized Checked await(long waitNanos) throws InterruptedException {
    long deadline = System.nanoTime() + waitNanos;
    long left = waitNanos;
    while (well + lost + skipped < asked && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return new Checked(well, lost, asked - well - lost);
  }
}
