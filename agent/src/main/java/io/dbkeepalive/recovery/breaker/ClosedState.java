package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.state.Breaker;
import java.util.concurrent.CountDownLatch;

/** Connects are let through, and failures in a row are counted. */
final class ClosedState extends BreakerState {
  private final CountDownLatch left = new CountDownLatch(1);

  /** In a row; guarded by this, like the times of the first and the last of them. */
  private int failures;

  private long first;
  private long last;

  ClosedState(CircuitBreaker breaker) {
    super(breaker);
  }

  /** Waits for the time to pass, or for the breaker to open, whatever comes first. */
  void pause(long nanos) throws InterruptedException {
    breaker.pauses.pause(nanos, left);
  }

  @Override
  Breaker position() {
    return Breaker.CLOSED;
  }

  @Override
  String refusal(Trial asking) {
    return null;
  }

  @Override
  synchronized void reached() {
    failures = 0;
  }

  @Override
  void failed(long started, Throwable failure) {
    Outage outage = count(started);
    if (outage != null) {
      breaker.transitionTo(this, new OpenState(breaker, outage, failure));
    }
  }

  /**
   * Failures long ago say nothing of the time between.
   *
   * @return null as long as the database may come back any moment
   */
  private synchronized Outage count(long started) {
    long now = breaker.now();
    if (failures == 0 || started - last > breaker.settings.longestGap()) {
      failures = 0;
      first = started;
    }
    failures++;
    last = now;
    boolean away = now - first >= breaker.settings.awayNanos;
    return away && failures >= breaker.settings.failures ? new Outage(failures, first) : null;
  }

  @Override
  synchronized boolean isAtRest() {
    return failures == 0;
  }

  @Override
  void left() {
    left.countDown();
  }
}
