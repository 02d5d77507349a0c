package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.events.BreakerEvents;
import io.dbkeepalive.telemetry.state.Breaker;

/** One trial runs in the background; all others are refused still. */
final class HalfOpenState extends BreakerState {
  private final Outage outage;

  HalfOpenState(CircuitBreaker breaker, Outage outage) {
    super(breaker);
    this.outage = outage;
  }

  @Override
  void entered() {
    Trial trial = outage.nextTrial();
    if (trial == null) { // who comes next finds out by himself, as if nothing had been
      breaker.close(this, outage);
      return;
    }
    BreakerEvents.halfOpen(breaker.database, outage.failures, breaker.now() - outage.since);
    if (breaker.threads.start(() -> run(trial))) {
      // a driver without a time-out may hang in it for ever
      breaker.threads.after(breaker.settings.awayNanos, () -> reopen(null));
    } else {
      reopen(null);
    }
  }

  private void run(Trial trial) {
    try {
      trial.tryConnect();
      reached();
    } catch (Exception | LinkageError e) {
      reopen(e);
    }
  }

  private void reopen(Throwable failure) {
    breaker.transitionTo(this, OpenState.afterTrial(breaker, outage, failure));
  }

  @Override
  Breaker position() {
    return Breaker.HALF_OPEN;
  }

  @Override
  String refusal(Trial asking) {
    outage.asks(asking);
    return breaker.refusal(outage) + "running now";
  }

  @Override
  void reached() {
    breaker.close(this, outage);
  }
}
