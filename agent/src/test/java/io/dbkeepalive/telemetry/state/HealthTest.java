package io.dbkeepalive.telemetry.state;

import static io.dbkeepalive.telemetry.state.DatabaseState.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.state.ConnectionState.At;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final DatabaseState.Builder known = new DatabaseState.Builder("db");

  private Health health() {
    return Health.of(known);
  }

  @Test
  void withoutEvidenceItIsThere() {
    assertTrue(health().up);
    known.connections(At.IDLE, 5).answeredAgo(3600 * SECOND);
    assertTrue(health().up);
  }

  @Test
  void openBreakerIsDown() {
    known.gate(Breaker.OPEN, SECOND, NEVER).connections(At.IDLE, 1).answeredAgo(0);
    assertFalse(health().up);
  }

  @Test
  void halfOpenIsDownStill() {
    known.gate(Breaker.HALF_OPEN, SECOND, NEVER);
    assertFalse(health().up);
  }

  @Test
  void failedConnectIsDown() {
    known.connections(At.LOST, 2).diedAgo(3 * SECOND).gate(Breaker.CLOSED, SECOND, NEVER);
    assertFalse(health().up);
    assertTrue(health().reason.contains("1.0s ago"), health().reason);
  }

  @Test
  void connectionThatWasAnsweredSinceTheDeathIsProofToTheContrary() {
    known
        .connections(At.LOST, 2)
        .connections(At.IDLE, 1)
        .diedAgo(3 * SECOND)
        .answeredAgo(2 * SECOND)
        .gate(Breaker.CLOSED, SECOND, NEVER);
    assertTrue(health().up);
    assertEquals("2 of 3 connections are lost", health().reason);
  }

  @Test
  void connectionThatWasAnsweredBeforeProvesNothing() {
    known
        .connections(At.LOST, 2)
        .connections(At.IDLE, 1)
        .diedAgo(3 * SECOND)
        .answeredAgo(4 * SECOND)
        .gate(Breaker.CLOSED, SECOND, NEVER);
    assertFalse(health().up);
  }

  @Test
  void allLostIsDownUntilTheDatabaseWasReached() {
    known.connections(At.LOST, 2).diedAgo(3 * SECOND);
    assertFalse(health().up);
    known.gate(Breaker.CLOSED, NEVER, 2 * SECOND);
    assertTrue(health().up);
  }

  /** A load balancer would else wait for requests that it does not send. */
  @Test
  void oldEvidenceIsNone() {
    known
        .connections(At.LOST, 2)
        .diedAgo(Health.EVIDENCE + 1)
        .gate(Breaker.CLOSED, Health.EVIDENCE + 1, NEVER);
    assertTrue(health().up);
  }
}
