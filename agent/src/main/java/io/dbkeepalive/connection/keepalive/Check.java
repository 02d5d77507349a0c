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

  /** Somebody is at work there. */
  synchronized void skipped() {
    skipped++;
    notifyAll();
  }

  /** One is known to be well, or to be lost still. */
  synchronized void known(boolean isWell) {
    well += isWell ? 1 : 0;
    lost += isWell ? 0 : 1;
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
