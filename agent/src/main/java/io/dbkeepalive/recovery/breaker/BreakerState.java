package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.state.Breaker;

/**
 * One state of a {@link CircuitBreaker}, from when it is entered until it is left for good.
 * Thread-safe.
 */
abstract class BreakerState {
  final CircuitBreaker breaker;

  BreakerState(CircuitBreaker breaker) {
    this.breaker = breaker;
  }

  /** Called once, by the thread that made the transition. */
  void entered() {}

  /** The same for the state before; called first. */
  void left() {}

  /**
   * @return null if connects are let through, else why they are not
   */
  abstract String refusal(Trial asking);

  /** The database answered to somebody. */
  abstract void reached();

  /**
   * A connect failed.
   *
   * @param started by the clock, when it was begun
   */
  void failed(long started, Throwable failure) {}

  /** Does not wait for the next trial. */
  void tryNow() {}

  abstract Breaker position();

  boolean isAtRest() {
    return false;
  }
}
