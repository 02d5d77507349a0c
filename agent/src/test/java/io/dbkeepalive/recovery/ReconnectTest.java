package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectTest {
  private static final long MILLI = 1_000_000;

  private final FakeHealable lost = new FakeHealable();
  private final List<Long> pauses = new ArrayList<>();

  /** Near the end of what {@code System.nanoTime} can count, where it overflows. */
  private long now = Long.MAX_VALUE - 250 * MILLI;

  private final Reconnect reconnect =
      new Reconnect(
          new Backoff(100, 400, () -> 1.0),
          () -> now,
          millis -> {
            pauses.add(millis);
            now += millis * MILLI;
          });

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
        new Reconnect(new Backoff(100, 400, () -> 1.0), () -> now, Thread::sleep);
    Thread.currentThread().interrupt();

    Reconnect.Attempts attempts = interrupted.until(now + 60_000 * MILLI, lost);

    assertTrue(Thread.interrupted(), "the application has to see its interrupt");
    assertFalse(Thread.currentThread().isInterrupted());
    assertNull(attempts.opened);
    assertSame(lost.everyReopenFails, attempts.failure);
    assertEquals(1, attempts.count);
  }
}
