package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionStateTest {
  /** {@code +on}, {@code +off}: setAutoCommit; the rest is SQL, and {@code savepoint}. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on  | | false
          on  | INSERT INTO t VALUES (1) | false
          on  | savepoint | false
          on  | CREATE TABLE t (a INT) | false
          on  | BEGIN | true
          on  | BEGIN, INSERT INTO t VALUES (1) | true
          on  | BEGIN, CREATE TABLE t (a INT) | true
          on  | BEGIN, COMMIT | false
          on  | BEGIN, ROLLBACK | false
          on  | BEGIN, INSERT INTO t VALUES (1), COMMIT | false
          on  | BEGIN, COMMIT, INSERT INTO t VALUES (1) | false
          on  | BEGIN, INSERT INTO t VALUES (1), SET autocommit = 1 | true
          on  | BEGIN, INSERT INTO t VALUES (1), SET autocommit = 0 | true
          on  | BEGIN, INSERT INTO t VALUES (1), +off | true
          on  | BEGIN, INSERT INTO t VALUES (1), +on | true
          off | | false
          off | SELECT 1 | true
          off | savepoint | true
          off | INSERT INTO t VALUES (1) | true
          off | CREATE TABLE t (a INT) | true
          off | INSERT INTO t VALUES (1), COMMIT | false
          off | INSERT INTO t VALUES (1), ROLLBACK | false
          off | COMMIT, SELECT 1 | true
          off | INSERT INTO t VALUES (1), +on | false
          off | INSERT INTO t VALUES (1), +off | true
          off | INSERT INTO t VALUES (1), SET autocommit = 0 | true
          off | INSERT INTO t VALUES (1), SET autocommit = 1 | false
          off | INSERT INTO t VALUES (1), +on, INSERT INTO t VALUES (1) | false
          off | CALL p() | true
          on  | SET autocommit = 0 | false
          on  | SET autocommit = 0, SELECT 1 | true
          on  | SET autocommit = 0, SELECT 1, SET autocommit = 1 | false
          """)
  void transactionIsOpenOnceSomethingRanInIt(String autoCommit, String steps, boolean open) {
    TransactionState state = new TransactionState(autoCommit.equals("on"));

    run(state, steps);

    assertEquals(open, state.isOpen());
  }

  private static void run(TransactionState state, String steps) {
    for (String step : steps == null ? new String[0] : steps.split(", ")) {
      switch (step) {
        case "+on":
          state.autoCommitSet(true);
          break;
        case "+off":
          state.autoCommitSet(false);
          break;
        case "savepoint":
          state.ranSomething();
          break;
        default:
          state.executed(SqlClassifier.classify(step, SqlDialect.MYSQL));
      }
    }
  }

  @Test
  void autoCommitFollowsSqlToo() {
    TransactionState state = new TransactionState(true);

    run(state, "SET autocommit = 0");
    assertEquals(false, state.autoCommit());
    run(state, "SET autocommit = 1");
    assertEquals(true, state.autoCommit());
  }

  @Test
  void firstTaintIsKeptUntilItIsTold() {
    TransactionState state = new TransactionState(true);
    assertNull(state.taint());
    run(state, "SELECT 1, INSERT INTO t VALUES (1), BEGIN, COMMIT");
    assertNull(state.taint());

    run(state, "CREATE TEMPORARY TABLE t (a INT)");
    state.taint("a later one");

    assertTrue(state.taint().contains("temporary table"), state.taint());
    state.told();
    assertNull(state.taint());
  }

  @Test
  void transactionThatBeginsInTheMiddleOfATextTaints() {
    TransactionState state = new TransactionState(true);

    state.executed(SqlClassifier.classify("BEGIN; INSERT INTO t VALUES (1)", SqlDialect.MYSQL));

    assertTrue(state.isOpen() || state.taint() != null, "its loss would not be told");
  }

  @Test
  void endOfTheTransactionLeavesTheTaint() {
    TransactionState state = new TransactionState(false);
    run(state, "CREATE TEMPORARY TABLE t (a INT), SELECT 1, COMMIT");

    assertEquals(false, state.isOpen());
    assertTrue(state.taint() != null);
  }

  @Test
  void toldApplicationStartsAfresh() {
    TransactionState state = new TransactionState(false);
    run(state, "INSERT INTO t VALUES (1)");

    state.told();

    assertEquals(false, state.isOpen());
    assertEquals(false, state.autoCommit(), "what the application set stays set");
  }
}
