package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.events.BreakerEvents;
import io.dbkeepalive.telemetry.state.Breaker;

/** The database is away: nobody connects, until a trial is due. */
final class OpenState extends BreakerState {
  private final Outage outage;
  private final Throwable failure;
  private final long until;

  /** Whether the breaker was closed before: a trial that failed is no news. */
  private final boolean news;

  OpenState(CircuitBreaker breaker, Outage outage, Throwable failure) {
    this(breaker, outage, failure, true);
  }

  private OpenState(CircuitBreaker breaker, Outage outage, Throwable failure, boolean news) {
    super(breaker);
    this.outage = outage;
    this.failure = failure;
    this.news = news;
    this.until = breaker.now() + breaker.settings.openNanos;
  }

  /**
   * @param failure what the trial met, null if it did not come to an end
   */
  static OpenState afterTrial(CircuitBreaker breaker, Outage outage, Throwable failure) {
    return new OpenState(breaker, outage, failure, false);
  }

  @Override
  void entered() {
    breaker.threads.after(
        breaker.settings.openNanos,
        () -> breaker.transitionTo(this, new HalfOpenState(breaker, outage)));
    long away = breaker.now() - outage.since;
    if (news) {
      BreakerEvents.opened(
          breaker.database, outage.failures, away, breaker.settings.openNanos, failure);
    } else {
      BreakerEvents.trialFailed(breaker.database, away, failure);
    }
  }

  @Override
  Breaker position() {
    return Breaker.OPEN;
  }

  @Override
  void tryNow() {
    breaker.transitionTo(this, new HalfOpenState(breaker, outage));
  }

  @Override
  String refusal(Trial asking) {
    outage.asks(asking);
    long now = breaker.now();
    return breaker.refusal(outage) + "in " + Spans.text(until - now);
  }

  @Override
  void reached() {
    breaker.close(this, outage);
  }
}
