package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision for every state that a connection can be lost in. */
class LossStatesTest extends RecoveryFixture {
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
}
