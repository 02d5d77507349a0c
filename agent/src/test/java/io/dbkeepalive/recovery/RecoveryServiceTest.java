package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from the decision, and what else there is to a recovery. */
class RecoveryServiceTest extends RecoveryFixture {
  @ParameterizedTest
  @EnumSource(CallKind.class)
  void closedByTheApplicationIsFinal(CallKind kind) {
    connection.closed = true;

    Outcome outcome = recover(call(kind, READ).lostBy("test", Evidence.NEVER_SENT).build(), "");

    assertAll(
        () -> assertSame(failure, outcome.failure()),
        () -> assertEquals(0, connection.count("reopen")),
        () -> assertEquals(List.of(), runner.attempts),
        () -> assertEquals("", log.text(), "what the application did is no event"));
  }

  @Test
  void taintIsToldBeforeTheConnectionIsUsedAgain() {
    recover(
        call(CallKind.EXECUTE, READ).losing(TransactionWork.NOTHING, true, "a lock").build(), "");

    assertEquals(List.of("lose", "told"), connection.asked);
    assertTrue(failure.getSuppressed()[0].getMessage().contains("(a lock)"));
  }

  @Test
  void settingThatTheNewSessionRefusesIsToldAndTheConnectionHealed() {
    connection.notRestored = "a setting that the new session refuses";

    Outcome outcome =
        recover(call(CallKind.EXECUTE, READ).lostBy("test", Evidence.NEVER_SENT).build(), "");

    assertRefused(outcome, new String[] {"session-state-lost", "NOT_EXECUTED", "", "over"});
  }

  @Test
  void quarantineSaysWhatWasLost() {
    recover(call(CallKind.COMMIT, null).losing(TransactionWork.MORE, false, null).build(), "");

    assertTrue(connection.quarantine.contains("during a commit"), connection.quarantine);
  }

  @Test
  void withoutExceptionOfTheDriverTheDeadConnectionIsAsked() {
    SQLException dead = new SQLException("connection closed", "08003");
    runner.dead = Outcome.failed(dead);
    FailedCall call =
        new FailedCall.Builder(connection, CallKind.EXECUTE, "Statement.execute", runner)
            .executing(SqlClassifier.classify(READ, SqlDialect.MYSQL))
            .lostBy("lost-while-idle", Evidence.NEVER_SENT)
            .losing(TransactionWork.MORE, false, null)
            .attempt(1, System.nanoTime() + TimeUnit.MINUTES.toNanos(1))
            .build();

    Outcome outcome = recover(call, "");

    assertAll(
        () -> assertSame(dead, outcome.failure()),
        () -> assertEquals(1, dead.getSuppressed().length),
        () -> assertEquals(1, runner.deadRuns),
        () -> assertEquals(List.of(), runner.attempts));
  }

  @Test
  void answerOfTheDeadConnectionIsLeftAsItIs() {
    runner.dead = Outcome.of(false); // isValid
    FailedCall call =
        new FailedCall.Builder(connection, CallKind.REPEATABLE, "Connection.isValid", runner)
            .lostBy("lost-while-idle", Evidence.NEVER_SENT)
            .losing(TransactionWork.MORE, false, null)
            .attempt(1, System.nanoTime() + TimeUnit.MINUTES.toNanos(1))
            .build();

    assertEquals(false, recover(call, "").value());
  }

  @Test
  void goneStreamIsRefusedThoughTheStatementOnlyReads() {
    FailedCall call =
        call(CallKind.EXECUTE, READ)
            .lostBy("test", Evidence.NEVER_SENT)
            .unrepeatable("parameter 1 is a stream")
            .build();

    assertRefused(recover(call, ""), new String[] {"parameters-lost", "NOT_EXECUTED"});
    assertTrue(failure.getSuppressed()[0].getMessage().contains("parameter 1 is a stream"));
    assertEquals(1, runner.parametersTold);
  }

  @Test
  void reconnectRunsOnlyWhatWasNeverSent() {
    assertRefused(
        recover(
            call(CallKind.EXECUTE, READ).lostBy("test", Evidence.NONE).build(),
            "recovery=reconnect"),
        new String[] {"recovery-reconnect", "UNKNOWN"});
  }

  @Test
  void reconnectStillRunsWhatWasNeverSent() {
    FailedCall call =
        call(CallKind.EXECUTE, "INSERT INTO t VALUES (1)")
            .lostBy("test", Evidence.NEVER_SENT)
            .build();

    assertHealedAndRunOnce(recover(call, "recovery=reconnect"), List.of("lose", "reopen", "adopt"));
  }

  @Test
  void reconnectStillAsksForSettingsAndMetadataAgain() {
    FailedCall call = call(CallKind.REPEATABLE, null).lostBy("test", Evidence.NONE).build();

    assertHealedAndRunOnce(recover(call, "recovery=reconnect"), List.of("lose", "reopen", "adopt"));
  }

  @Test
  void attemptsBoundHowOftenACallIsRunAgain() {
    for (int lostInAttempt = 1; lostInAttempt <= 2; lostInAttempt++) {
      recover(call(CallKind.EXECUTE, READ).attempt(lostInAttempt, soon()).build(), "attempts=2");
    }
    assertEquals(List.of(2, 3), runner.attempts);
    connection.asked.clear();
    runner.attempts.clear();

    Outcome third = recover(call(CallKind.EXECUTE, READ).attempt(3, soon()).build(), "attempts=2");

    assertSame(failure, third.failure());
    assertEquals(List.of(), runner.attempts);
    assertTrue(failure.getSuppressed()[0].getMessage().contains("2 further attempts"));
  }

  @Test
  void nothingStartsAfterTheDeadline() {
    long over = System.nanoTime() - 1;

    Outcome outcome = recover(call(CallKind.EXECUTE, READ).attempt(1, over).build(), "");

    assertRefused(outcome, new String[] {"deadline", "UNKNOWN"});
  }

  @Test
  void reconnectingIsTriedAgainUntilItWorks() {
    connection.failures.add(new SQLException("connection refused", "08001"));
    connection.failures.add(new SQLException("connection refused", "08001"));

    Outcome outcome = recover(call(CallKind.EXECUTE, READ).build(), "");

    assertEquals("again", outcome.value());
    assertEquals(List.of("lose", "reopen", "reopen", "reopen", "fence", "adopt"), connection.asked);
    assertTrue(log.only("connection-healed").contains(" attempt=3 "), log.text());
  }

  @Test
  void serverThatStaysAwayEndsInTheDriversExceptionAtTheDeadline() {
    connection.everyReopenFails = new SQLException("connection refused", "08001");

    Outcome outcome =
        recover(
            call(CallKind.EXECUTE, READ)
                .attempt(1, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30))
                .build(),
            "reconnect-rate=off");

    assertAll(
        () -> assertSame(failure, outcome.failure()),
        () -> assertSame(connection.everyReopenFails, failure.getSuppressed()[0].getCause()),
        () -> assertTrue(connection.count("reopen") > 1, "tried " + connection.asked),
        () -> assertEquals(0, connection.count("adopt")),
        () -> assertEquals(List.of(), runner.attempts),
        () -> assertTrue(log.only("heal-failed").contains("connection refused"), log.text()));
  }

  @Test
  void refusedLoginIsNotTriedTwice() {
    connection.everyReopenFails =
        new SQLException("Access denied for user 'shop'@'%'", "28000", 1045);

    Outcome outcome = recover(call(CallKind.EXECUTE, READ).build(), "");

    assertAll(
        () -> assertSame(failure, outcome.failure()),
        () -> assertEquals(1, connection.count("reopen")),
        () -> assertTrue(failure.getSuppressed()[0].getMessage().contains("not tried twice")),
        () -> assertFalse(log.text().contains("heal-failed")),
        () -> assertTrue(log.only("login-refused").contains("ERROR")));
  }

  @Test
  void whoLooksOnSaysWhatWouldHaveBeenDone() {
    log.start("debug"); // repeats too
    RecoveryService observer = new RecoveryService(options("recovery=observe"));

    observer.observe(call(CallKind.EXECUTE, READ).build());
    observer.observe(call(CallKind.EXECUTE, "DELETE FROM t").build());
    observer.observe(
        call(CallKind.EXECUTE, "DELETE FROM u").lostBy("idle", Evidence.NEVER_SENT).build());

    assertAll(
        () -> assertEquals(List.of(), connection.asked, "it does nothing"),
        () -> assertEquals(List.of(), runner.attempts),
        () -> assertEquals(0, failure.getSuppressed().length),
        () ->
            assertTrue(
                log.only("would-refuse").contains(" reason=may-have-run verdict=UNKNOWN times=1"),
                log.text()),
        () -> assertTrue(log.text().contains("times=2"), log.text()));
  }

  @Test
  void connectionThatAnotherThreadHealedIsUsedAsItIs() {
    FailedCall call = call(CallKind.EXECUTE, READ).healedMeanwhile(true).build();

    Outcome outcome = recover(call, "");

    assertEquals("again", outcome.value());
    assertEquals(List.of(), connection.asked);
  }

  @Test
  void refusalAfterAnotherThreadHealedForgetsNothingOfTheNewSession() {
    FailedCall call =
        call(CallKind.EXECUTE, "INSERT INTO t VALUES (1)").healedMeanwhile(true).build();

    Outcome outcome = recover(call, "");

    assertSame(failure, outcome.failure());
    assertEquals(List.of(), connection.asked, "the session of now is not the one that was lost");
  }
}
