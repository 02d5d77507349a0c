package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.events.BreakerEvents;
import io.dbkeepalive.telemetry.state.Breaker;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Keeps applications from waiting for a database that has been away for as long as anybody is made
 * to wait: closed, connects are let through; open, they are refused at once; half-open, one trial
 * in the background finds out whether the database is back. No thread of the application ever does.
 *
 * <p>Thread-safe: all that changes stands in the state, which is exchanged as a whole.
 */
final class CircuitBreaker {
  final String database;
  final BreakerSettings settings;
  final TrialThreads threads;
  final Pauses pauses;

  private final LongSupplier nanoTime;
  private final AtomicReference<BreakerState> state = new AtomicReference<>();

  CircuitBreaker(
      String database,
      BreakerSettings settings,
      LongSupplier nanoTime,
      Pauses pauses,
      TrialThreads threads) {
    this.database = database;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.pauses = pauses;
    this.threads = threads;
    state.set(new ClosedState(this));
  }

  /**
   * @param asking may be asked to try, later, in the background
   * @return null if a connect is let through, else why not, as the end of a sentence
   */
  String refusal(Trial asking) {
    return state.get().refusal(asking);
  }

  /** Waits, but no longer than until the breaker opens. */
  void pause(long nanos) throws InterruptedException {
    BreakerState now = state.get();
    if (now instanceof ClosedState) {
      ((ClosedState) now).pause(nanos);
    }
  }

  void reached() {
    state.get().reached();
  }

  void failed(long started, Throwable failure) {
    state.get().failed(started, failure);
  }

  void tryNow() {
    state.get().tryNow();
  }

  Breaker position() {
    return state.get().position();
  }

  boolean isAtRest() {
    return state.get().isAtRest();
  }

  /** The one way from a state to the next; whoever comes second changes nothing. */
  boolean transitionTo(BreakerState from, BreakerState to) {
    if (!state.compareAndSet(from, to)) {
      return false;
    }
    from.left();
    to.entered();
    return true;
  }

  void close(BreakerState from, Outage over) {
    if (transitionTo(from, new ClosedState(this))) {
      BreakerEvents.closed(database, over.failures, now() - over.since);
    }
  }

  /** A sentence up to where it says when the next trial is. */
  String refusal(Outage outage) {
    return "the database "
        + database
        + " has been away for "
        + Spans.text(now() - outage.since)
        + ", "
        + outage.failures
        + " connects in a row have failed, so the circuit breaker is open; the next trial is ";
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
