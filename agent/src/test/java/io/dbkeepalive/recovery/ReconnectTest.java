package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.recovery.breaker.ConnectGates;
import io.dbkeepalive.recovery.breaker.Pauses;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReconnectTest {
  private static final long MILLI = 1_000_000;

  private final FakeHealable lost = new FakeHealable();
  private final List<Long> pauses = new ArrayList<>();

  /** Near the end of what {@code System.nanoTime} can count, where it overflows. */
  private long now = Long.MAX_VALUE - 250 * MILLI;

  private final Reconnect reconnect = reconnect("");

  private Reconnect reconnect(String options) {
    return new Reconnect(
        new Backoff(100, 400, () -> 1.0),
        () -> now,
        new ConnectGates(
            OptionsParser.parse(options, new Properties(), Map.of(), ConfigFile.ON_DISK).options(),
            () -> now,
            (nanos, end) -> {
              pauses.add(nanos / MILLI);
              now += nanos;
            }));
  }

  @Test
  void firstAttemptComesAtOnce() {
    Reconnect.Attempts attempts = reconnect.until(now + 1_000 * MILLI, lost);

    assertSame(lost.fresh, attempts.opened);
    assertEquals(1, attempts.count);
    assertNull(attempts.failure);
    assertEquals(List.of(), pauses);
  }

  @Test
  void pausesGrowBetweenAttempts() {
    for (int i = 0; i < 4; i++) {
      lost.failures.add(new SQLException("connection refused", "08001"));
    }

    Reconnect.Attempts attempts = reconnect.until(now + 60_000 * MILLI, lost);

    assertSame(lost.fresh, attempts.opened);
    assertEquals(5, attempts.count);
    assertEquals(List.of(100L, 200L, 400L, 400L), pauses);
  }

  @Test
  void pauseThatWouldEndAfterTheDeadlineIsNotTaken() {
    lost.everyReopenFails = new SQLException("connection refused", "08001");

    Reconnect.Attempts attempts = reconnect.until(now + 650 * MILLI, lost);

    assertNull(attempts.opened);
    assertSame(lost.everyReopenFails, attempts.failure);
    assertEquals(List.of(100L, 200L), pauses, "and 400 ms more would be too late");
    assertEquals(3, attempts.count);
  }

  @Test
  void refusedLoginEndsItAtOnce() {
    lost.everyReopenFails = new SQLException("Access denied", "28000", 1045);

    Reconnect.Attempts attempts = reconnect.until(now + 60_000 * MILLI, lost);

    assertNull(attempts.opened);
    assertEquals(1, attempts.count);
    assertEquals(List.of(), pauses);
  }

  @Test
  void refusedLoginEndsItAfterOtherFailuresToo() {
    lost.failures.add(new SQLException("connection refused", "08001"));
    lost.everyReopenFails = new SQLException("Access denied", "28000", 1045);

    assertEquals(2, reconnect.until(now + 60_000 * MILLI, lost).count);
  }

  @Test
  void interruptEndsItAndIsKept() {
    lost.everyReopenFails = new SQLException("connection refused", "08001");
    Reconnect interrupted =
        new Reconnect(
            new Backoff(100, 400, () -> 1.0),
            () -> now,
            new ConnectGates(Options.defaults(), () -> now, Pauses.REAL));
    Thread.currentThread().interrupt();

    Reconnect.Attempts attempts = interrupted.until(now + 60_000 * MILLI, lost);

    assertTrue(Thread.interrupted(), "the application has to see its interrupt");
    assertFalse(Thread.currentThread().isInterrupted());
    assertNull(attempts.opened);
    assertSame(lost.everyReopenFails, attempts.failure);
    assertEquals(1, attempts.count);
  }

  @Test
  void whoeverComesWhenTheDatabaseWasAwayForTheWholeTimeDoesNotTry() {
    lost.everyReopenFails = new SQLException("connection refused", "08001");
    Reconnect patient = reconnect("recovery-timeout=2s,breaker-failures=3");

    Reconnect.Attempts first = patient.until(now + 2_000 * MILLI, lost);
    now += 300 * MILLI;
    Reconnect.Attempts second = patient.until(now + 2_000 * MILLI, lost);
    Reconnect.Attempts third = patient.until(now + 2_000 * MILLI, lost);

    assertNull(first.refusal, "it waited until its deadline");
    assertEquals(1, second.count, "it met the open breaker in its back-off");
    assertSame(lost.everyReopenFails, second.failure);
    assertTrue(second.refusal.contains("the circuit breaker is open"), second.refusal);
    assertEquals(0, third.count);
    assertNull(third.failure);
    assertTrue(third.refusal.startsWith("the database mysql://db/shop has been away for 2."));
    assertTrue(third.refusal.endsWith("the next trial is in 30.0s"), third.refusal);
  }

  @Test
  void refusedLoginsOpenNoBreaker() {
    lost.everyReopenFails = new SQLException("Access denied", "28000", 1045);
    for (int i = 0; i < 20; i++) {
      assertEquals(1, reconnect.until(now + 30_000 * MILLI, lost).count);
      now += 5_000 * MILLI;
    }
  }

  @Test
  void turnBehindTheDeadlineIsNotTaken() {
    Reconnect slow = reconnect("reconnect-rate=1/s");

    assertSame(lost.fresh, slow.until(now + 500 * MILLI, lost).opened);
    Reconnect.Attempts second = slow.until(now + 500 * MILLI, lost);
    Reconnect.Attempts third = slow.until(now + 1_500 * MILLI, lost);

    assertEquals(0, second.count);
    assertTrue(second.refusal.contains("limited to reconnect-rate=1/s"), second.refusal);
    assertTrue(second.refusal.contains("in 1.0s, after the deadline"), second.refusal);
    assertSame(lost.fresh, third.opened);
    assertEquals(List.of(1_000L), pauses, "for its turn");
  }
}
