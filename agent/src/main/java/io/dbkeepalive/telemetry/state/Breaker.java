package io.dbkeepalive.telemetry.state;

/** Where a circuit breaker stands; a later one is worse news. */
public enum Breaker {
  CLOSED,
  HALF_OPEN,
  OPEN
}
