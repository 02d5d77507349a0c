package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.config.ParsedOptions;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import io.dbkeepalive.recovery.sql.SqlTraits;
import io.dbkeepalive.telemetry.log.LogCapture;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision for every state that a connection can be lost in, and what follows from it. */
class RecoveryServiceTest {
  private static final String READ = "SELECT name FROM item WHERE id = 1";

  private final LogCapture log = new LogCapture();
  private final FakeHealable connection = new FakeHealable();
  private final FakeRunner runner = new FakeRunner();
  private final SQLException failure =
      new SQLNonTransientConnectionException("Communications link failure", "08S01", 0);

  @BeforeEach
  void startLog() {
    log.start("info");
  }

  @AfterEach
  void endLog() {
    log.close();
  }

  /**
   * {@code heal}: reconnected and run once, after the old session was fenced where it says so;
   * {@code success}: nothing to run; else the reason of the refusal, its verdict, {@code Q} where
   * the rest of the transaction is kept from going on, and {@code over} where the new connection
   * was asked before.
   */
  @ParameterizedTest(name = "{0} [{1}] {2} {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # kind      | sql                           | lost in        | seen by server | taint | expected
          # auto-commit, pure read
          EXECUTE     | SELECT 1                      | auto-commit    | never          |       | heal
          EXECUTE     | SELECT 1                      | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | SELECT 1                      | auto-commit    | timed-out      |       | timed-out UNKNOWN
          EXECUTE     | SELECT 1                      | auto-commit    | rolled-back    |       | fence, heal
          FETCH       |                               | auto-commit    | perhaps        |       | results-lost UNKNOWN
          FETCH       |                               | auto-commit    | never          |       | results-lost UNKNOWN
          # auto-commit, what sets the session as it will be restored
          EXECUTE     | SET SESSION sql_mode = 'ANSI' | auto-commit    | never          |       | heal
          EXECUTE     | SET SESSION sql_mode = 'ANSI' | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | SET @v = 5                    | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | SET @v = (SELECT 5)           | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | SET @v = 5; DELETE FROM t     | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          # auto-commit, write or unknown
          EXECUTE     | INSERT INTO t VALUES (1)      | auto-commit    | never          |       | heal
          EXECUTE     | INSERT INTO t VALUES (1)      | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | INSERT INTO t VALUES (1)      | auto-commit    | rolled-back    |       | may-have-run ROLLED_BACK
          EXECUTE     | CALL p()                      | auto-commit    | rolled-back    |       | may-have-run UNKNOWN
          EXECUTE     | INSERT INTO t VALUES (1)      | auto-commit    | timed-out      |       | timed-out UNKNOWN
          EXECUTE     | UPDATE t SET a = 1            | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | CALL p()                      | auto-commit    | never          |       | heal
          EXECUTE     | CALL p()                      | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | SELECT a FROM t FOR UPDATE    | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | SELECT GET_LOCK('a', 1)       | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | CREATE TABLE t (a INT)        | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          EXECUTE     | SELECT 1; DELETE FROM t       | auto-commit    | perhaps        |       | may-have-run UNKNOWN
          # what only the lost session could have told
          EXECUTE     | SELECT LAST_INSERT_ID()       | auto-commit    | perhaps        |       | history-lost UNKNOWN
          EXECUTE     | SELECT LAST_INSERT_ID()       | auto-commit    | never          |       | history-lost NOT_EXECUTED
          EXECUTE     | SHOW WARNINGS                 | auto-commit    | never          |       | history-lost NOT_EXECUTED
          # transaction control by SQL, nothing run in it yet
          EXECUTE     | BEGIN                         | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | ROLLBACK                      | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | COMMIT                        | auto-commit    | perhaps        |       | fence, heal
          EXECUTE     | SET autocommit = 0            | auto-commit    | perhaps        |       | fence, heal
          # at the start of a transaction: its rest must not go on without what was refused
          EXECUTE     | SELECT 1                      | start          | never          |       | heal
          EXECUTE     | SELECT 1                      | start          | perhaps        |       | fence, heal
          EXECUTE     | INSERT INTO t VALUES (1)      | start          | never          |       | heal
          EXECUTE     | INSERT INTO t VALUES (1)      | start          | perhaps        |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | INSERT INTO t VALUES (1)      | start, fenced  | perhaps        |       | fence, heal
          EXECUTE     | INSERT INTO t VALUES (1)      | start, fenced, MyISAM | perhaps |       | may-have-run UNKNOWN Q over
          EXECUTE     | INSERT INTO t VALUES (1)      | start          | timed-out      |       | timed-out UNKNOWN Q
          EXECUTE     | CREATE TABLE t (a INT)        | start, fenced  | perhaps        |       | may-have-run UNKNOWN Q
          EXECUTE     | INSERT INTO t SELECT writes_elsewhere(1) | start, fenced | perhaps |     | may-have-run UNKNOWN Q
          EXECUTE     | SELECT 1                      | start          | never          | a temporary table | session-state-lost NOT_EXECUTED Q
          COMMIT      |                               | start          | never          | a COPY | session-state-lost NOT_EXECUTED Q
          # a transaction in which nothing ran yet can be committed again
          COMMIT      |                               | start          | never          |       | heal
          COMMIT      |                               | start          | perhaps        |       | heal
          COMMIT      |                               | start          | timed-out      |       | heal
          COMMIT      |                               | auto-commit    | perhaps        |       | heal
          ROLLBACK    |                               | auto-commit    | never          |       | success
          ROLLBACK    |                               | auto-commit    | perhaps        |       | success
          SAVEPOINT   |                               | auto-commit    | perhaps        |       | heal
          REPEATABLE  |                               | auto-commit    | never          |       | heal
          REPEATABLE  |                               | auto-commit    | perhaps        |       | heal
          # a transaction that has only read
          COMMIT      |                               | reads          | never          |       | heal
          COMMIT      |                               | reads          | perhaps        |       | heal
          EXECUTE     | COMMIT                        | reads          | perhaps        |       | fence, heal
          COMMIT      |                               | reads, validated | never        |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | COMMIT                        | reads, validated | perhaps      |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | SELECT 1                      | reads          | never          |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | SELECT 1                      | reads          | perhaps        |       | transaction-lost ROLLED_BACK Q over
          REPEATABLE  |                               | reads          | never          |       | transaction-lost ROLLED_BACK Q over
          SAVEPOINT   |                               | reads          | never          |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | SELECT 1                      | reads, unrepeated | never       |       | heal
          EXECUTE     | SELECT 1                      | reads, unrepeated | perhaps     |       | fence, heal
          EXECUTE     | INSERT INTO t VALUES (1)      | reads, unrepeated | never       |       | heal
          EXECUTE     | INSERT INTO t VALUES (1)      | reads, unrepeated | perhaps     |       | transaction-lost ROLLED_BACK Q over
          EXECUTE     | INSERT INTO t VALUES (1)      | reads, unrepeated, fenced | perhaps |   | fence, heal
          REPEATABLE  |                               | reads, unrepeated | perhaps     |       | heal
          FETCH       |                               | reads, unrepeated | never       |       | results-lost UNKNOWN Q
          ROLLBACK    |                               | reads          | perhaps        |       | success
          # a transaction with work in it
          EXECUTE     | SELECT 1                      | transaction    | never          |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | SELECT 1                      | transaction    | perhaps        |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | SELECT 1                      | transaction    | timed-out      |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | INSERT INTO t VALUES (1)      | transaction    | never          |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | INSERT INTO t VALUES (1)      | transaction, fenced | perhaps   |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | CREATE TABLE t (a INT)        | transaction    | never          |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | CREATE TABLE t (a INT)        | transaction    | perhaps        |       | transaction-lost UNKNOWN Q
          EXECUTE     | CALL p()                      | transaction    | perhaps        |       | transaction-lost UNKNOWN Q
          EXECUTE     | COMMIT                        | transaction    | perhaps        |       | transaction-lost UNKNOWN Q
          EXECUTE     | COMMIT                        | transaction    | never          |       | transaction-lost ROLLED_BACK Q
          EXECUTE     | BEGIN                         | transaction    | perhaps        |       | transaction-lost UNKNOWN Q
          EXECUTE     | SET autocommit = 1            | transaction    | perhaps        |       | transaction-lost UNKNOWN Q
          FETCH       |                               | transaction    | perhaps        |       | transaction-lost ROLLED_BACK Q
          SAVEPOINT   |                               | transaction    | perhaps        |       | transaction-lost ROLLED_BACK Q
          REPEATABLE  |                               | transaction    | perhaps        |       | transaction-lost ROLLED_BACK Q
          COMMIT      |                               | transaction    | never          |       | transaction-lost ROLLED_BACK Q
          COMMIT      |                               | transaction    | perhaps        |       | commit-in-doubt UNKNOWN Q
          COMMIT      |                               | transaction    | timed-out      |       | commit-in-doubt UNKNOWN Q
          COMMIT      |                               | transaction    | rolled-back    |       | commit-in-doubt UNKNOWN Q
          ROLLBACK    |                               | transaction    | perhaps        |       | success
          # session state that nobody can restore
          EXECUTE     | SELECT 1                      | auto-commit    | never          | a temporary table | session-state-lost NOT_EXECUTED
          EXECUTE     | SELECT 1                      | auto-commit    | perhaps        | a temporary table | session-state-lost UNKNOWN
          EXECUTE     | INSERT INTO t VALUES (1)      | auto-commit    | perhaps        | a temporary table | session-state-lost UNKNOWN
          REPEATABLE  |                               | auto-commit    | never          | a temporary table | session-state-lost NOT_EXECUTED
          COMMIT      |                               | auto-commit    | never          | a temporary table | session-state-lost NOT_EXECUTED
          COMMIT      |                               | transaction    | perhaps        | a temporary table | commit-in-doubt UNKNOWN Q
          EXECUTE     | SELECT 1                      | transaction    | never          | a temporary table | transaction-lost ROLLED_BACK Q
          ROLLBACK    |                               | auto-commit    | perhaps        | a temporary table | success
          """)
  void stateAtTheLossDecides(
      CallKind kind, String sql, String lostIn, String seen, String taint, String expected) {
    FailedCall call =
        call(kind, sql)
            .lostBy("test", evidence(seen))
            .losing(work(lostIn), lostIn.equals("auto-commit"), taint)
            .build();
    connection.fenced = lostIn.contains("fenced");
    connection.rollsBackAll = !lostIn.contains("MyISAM");
    connection.validatesReads = lostIn.contains("validated");
    connection.repeatsReads = !lostIn.contains("unrepeated");

    Outcome outcome = recover(call, "");

    switch (expected) {
      case "heal":
        assertHealedAndRunOnce(outcome, List.of("lose", "reopen", "adopt"));
        break;
      case "fence, heal":
        assertHealedAndRunOnce(outcome, List.of("lose", "reopen", "fence", "adopt"));
        break;
      case "success":
        assertEquals(List.of("lose"), connection.asked);
        assertEquals(List.of(), runner.attempts);
        assertSame(Outcome.NOTHING, outcome);
        break;
      default:
        assertRefused(outcome, expected.split(" "));
    }
  }

  private static Evidence evidence(String seen) {
    return seen.equals("never")
        ? Evidence.NEVER_SENT
        : seen.equals("perhaps")
            ? Evidence.NONE
            : Evidence.valueOf(seen.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static TransactionWork work(String lostIn) {
    return lostIn.startsWith("transaction")
        ? TransactionWork.MORE
        : lostIn.startsWith("reads") ? TransactionWork.READS : TransactionWork.NOTHING;
  }

  private void assertHealedAndRunOnce(Outcome outcome, List<String> asked) {
    assertAll(
        () -> assertEquals(asked, connection.asked),
        () -> assertEquals(List.of(2), runner.attempts),
        () -> assertEquals("again", outcome.value()),
        () -> assertNull(outcome.failure()),
        () -> assertEquals(0, failure.getSuppressed().length));
  }

  private void assertRefused(Outcome outcome, String[] expected) {
    boolean quarantined = expected.length >= 3 && expected[2].equals("Q");
    int opened = expected.length == 4 ? 1 : 0;
    assertAll(
        () -> assertEquals(List.of(), runner.attempts, "never run again"),
        () -> assertEquals(opened, connection.count("reopen")),
        () -> assertEquals(opened, connection.count("adopt"), "what was opened is of use"),
        () -> assertEquals(1, connection.count("told")),
        () -> assertEquals(quarantined ? 1 : 0, connection.count("quarantine")),
        () -> assertSame(failure, outcome.failure()),
        () -> assertEquals(1, failure.getSuppressed().length),
        () ->
            assertTrue(
                failure.getSuppressed()[0].getMessage().endsWith("verdict " + expected[1]),
                failure.getSuppressed()[0].getMessage()),
        () ->
            assertTrue(
                log.only("call-refused")
                    .contains(" reason=" + expected[0] + " verdict=" + expected[1] + " cause=test"),
                log.text()));
  }

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

  private FailedCall.Builder call(CallKind kind, String sql) {
    FailedCall.Builder builder =
        new FailedCall.Builder(connection, kind, "Statement.execute", runner)
            .failedWith(failure)
            .lostBy("test", Evidence.NONE)
            .attempt(1, soon());
    SqlTraits traits = sql == null ? null : SqlClassifier.classify(sql, SqlDialect.MYSQL);
    return sql == null ? builder : builder.executing(traits).askingHistory(traits.asksHistory());
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  private static Outcome recover(FailedCall call, String options) {
    return new RecoveryService(options("backoff=1ms,max-backoff=1ms," + options)).recover(call);
  }

  private static Options options(String text) {
    ParsedOptions parsed =
        OptionsParser.parse(text, new Properties(), Map.of(), ConfigFile.ON_DISK);
    assertEquals(List.of(), parsed.errors());
    return parsed.options();
  }
}
