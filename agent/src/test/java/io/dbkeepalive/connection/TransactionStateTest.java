package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionStateTest {
  /**
   * {@code +on}, {@code +off}: setAutoCommit; the rest is SQL, which fails behind a minus sign, and
   * {@code savepoint}.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on  | | NOTHING
          on  | INSERT INTO t VALUES (1) | NOTHING
          on  | savepoint | NOTHING
          on  | CREATE TABLE t (a INT) | NOTHING
          on  | BEGIN | MORE
          on  | BEGIN, INSERT INTO t VALUES (1) | MORE
          on  | BEGIN, CREATE TABLE t (a INT) | DOUBTFUL
          on  | BEGIN, COMMIT | NOTHING
          on  | BEGIN; INSERT INTO t VALUES (1); COMMIT | NOTHING
          on  | -BEGIN; INSERT INTO t VALUES (1); COMMIT | DOUBTFUL
          on  | BEGIN, INSERT INTO t VALUES (1), -COMMIT | MORE
          off | SELECT 1, -COMMIT | MORE
          off | INSERT INTO t VALUES (1), -ROLLBACK | MORE
          off | INSERT INTO t VALUES (1), -INSERT INTO t VALUES (1), ROLLBACK | NOTHING
          on  | BEGIN, ROLLBACK | NOTHING
          on  | BEGIN, INSERT INTO t VALUES (1), COMMIT | NOTHING
          on  | BEGIN, COMMIT, INSERT INTO t VALUES (1) | NOTHING
          on  | BEGIN, INSERT INTO t VALUES (1), SET autocommit = 1 | MORE
          on  | BEGIN, INSERT INTO t VALUES (1), SET autocommit = 0 | MORE
          on  | BEGIN, INSERT INTO t VALUES (1), +off | MORE
          on  | BEGIN, INSERT INTO t VALUES (1), +on | MORE
          off | | NOTHING
          off | SELECT 1 | READS
          off | SELECT 1, SELECT 2 | READS
          off | SELECT 1, INSERT INTO t VALUES (1), SELECT 2 | MORE
          off | SELECT 1 FOR UPDATE | MORE
          off | SET @v = 5 | NOTHING
          off | SELECT 1, SET @v = 5 | READS
          off | SELECT 1, COMMIT | NOTHING
          off | savepoint | MORE
          off | INSERT INTO t VALUES (1) | MORE
          off | CREATE TABLE t (a INT) | DOUBTFUL
          off | INSERT INTO t VALUES (1), COMMIT | NOTHING
          off | INSERT INTO t VALUES (1), ROLLBACK | NOTHING
          off | COMMIT, SELECT 1 | READS
          off | INSERT INTO t VALUES (1), +on | NOTHING
          off | INSERT INTO t VALUES (1), +off | MORE
          off | INSERT INTO t VALUES (1), SET autocommit = 0 | MORE
          off | INSERT INTO t VALUES (1), SET autocommit = 1 | NOTHING
          off | INSERT INTO t VALUES (1), +on, INSERT INTO t VALUES (1) | NOTHING
          off | CALL p() | DOUBTFUL
          on  | SET autocommit = 0 | NOTHING
          on  | SET autocommit = 0, SELECT 1 | READS
          on  | SET autocommit = 0, SELECT 1, SET autocommit = 1 | NOTHING
          """)
  void lossCostsWhatRanSinceTheTransactionBegan(
      String autoCommit, String steps, TransactionWork work) {
    TransactionState state = new TransactionState(autoCommit.equals("on"));

    run(state, steps);

    assertEquals(work, state.work());
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
          if (step.startsWith("-")) {
            state.failed(SqlClassifier.classify(step.substring(1), SqlDialect.MYSQL));
            break;
          }
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
}
