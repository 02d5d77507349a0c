package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlClassifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {
  private final Jdbc driver = new Jdbc();

  /**
   * Steps apart by bars: SQL, {@code !} before one that failed, {@code commit}, {@code rollback},
   * {@code rollback to}, {@code +on}, {@code +off}; a tilde is a semicolon. Then what is run on the
   * next session, and whether something cannot be.
   */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          mysql:;     on;  SET @v = 5 | SET SESSION sql_mode = 'ANSI';         SET @v = 5, SET SESSION sql_mode = 'ANSI'; false
          mysql:;     on;  SET @v = 5 | SET @v = 6;                            SET @v = 6; false
          mysql:;     on;  SET @v = 5 | SET @v = (SELECT 1);                   ; true
          mysql:;     on;  SET @v = (SELECT 1) | SET @v = 5;                   SET @v = 5; false
          mysql:;     on;  !SET @v = 5;                                        ; false
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT);                   ; true
          mysql:;     on;  !CREATE TEMPORARY TABLE t (a INT);                  ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | DROP TEMPORARY TABLE t; ; false
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | !DROP TEMPORARY TABLE t; ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | USE other | DROP TEMPORARY TABLE IF EXISTS t; USE other; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | USE other | DROP TABLE t; USE other; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | USE other~ DROP TEMPORARY TABLE IF EXISTS t; USE other; true
          mysql:;     on;  CREATE TEMPORARY TABLE s.t (a INT) | USE other | DROP TEMPORARY TABLE s.t; USE other; true
          mysql:;     on;  USE other | CREATE TEMPORARY TABLE t (a INT) | DROP TEMPORARY TABLE t; USE other; false
          h2:;        on;  CREATE LOCAL TEMPORARY TABLE t (a INT) | SET SCHEMA other | DROP TABLE t; SET SCHEMA other; true
          mysql:;     on;  SELECT GET_LOCK('a', 1) | SELECT GET_LOCK('a', 1) | SELECT RELEASE_LOCK('a'); ; true
          mysql:;     on;  SELECT GET_LOCK('a', 1) | SELECT GET_LOCK('a', 1) | SELECT RELEASE_LOCK('a') | SELECT RELEASE_LOCK('a'); ; false
          mysql:;     on;  SELECT GET_LOCK('a', 1) | SELECT RELEASE_ALL_LOCKS(); ; false
          mysql:;     off; SET @v = 5 | rollback;                              SET @v = 5; false
          mysql:;     on;  SET NAMES latin1 | SET @a = 'x' | SET NAMES utf8mb4; SET NAMES utf8mb4; true
          mysql:;     on;  SET NAMES latin1 | SET @a = 'x' | SET NAMES latin1; SET @a = 'x', SET NAMES latin1; false
          mysql:;     on;  CALL p();                                           ; true
          mysql:;     on;  !CALL p();                                          ; true
          postgresql:; on;  SET work_mem = 64;                                  SET work_mem = 64; false
          postgresql:; off; SET work_mem = 64;                                  ; false
          postgresql:; off; SET work_mem = 64 | commit;                         SET work_mem = 64; false
          postgresql:; off; SET work_mem = 64 | rollback;                       ; false
          postgresql:; off; SET work_mem = 64 | ROLLBACK;                       ; false
          postgresql:; off; SET work_mem = 64 | COMMIT;                         SET work_mem = 64; false
          postgresql:; off; SET work_mem = 64 | +on;                            SET work_mem = 64; false
          postgresql:; on;  BEGIN | SET work_mem = 64 | ROLLBACK;               ; false
          postgresql:; on;  BEGIN | SET work_mem = 64 | COMMIT;                 SET work_mem = 64; false
          postgresql:; on;  begin~ SET work_mem = 64~ commit;                   SET work_mem = 64; false
          postgresql:; on;  !begin~ SET work_mem = 64~ commit;                  ; true
          postgresql:; on;  begin~ SET work_mem = 64~ rollback;                 ; true
          postgresql:; on;  SET work_mem = 64~ rollback;                        SET work_mem = 64; true
          postgresql:; on;  rollback~ SET work_mem = 64;                        SET work_mem = 64; false
          postgresql:; on;  begin~ savepoint a~ SET work_mem = 64~ rollback to a~ commit; ; true
          postgresql:; off; begin~ SET work_mem = 64~ commit;                   ; true
          postgresql:; off; SET work_mem = 64 | !COMMIT | COMMIT;               ; true
          postgresql:; off; SET work_mem = 32 | commit | SET work_mem = 64 | rollback; SET work_mem = 32; false
          postgresql:; off; SET work_mem = 64 | rollback to | commit;           ; true
          postgresql:; off; SAVEPOINT a | SET work_mem = 64 | ROLLBACK TO a | commit; ; true
          postgresql:; off; SAVEPOINT a | ROLLBACK TO a | SET work_mem = 64 | commit; SET work_mem = 64; false
          postgresql:; off; SET work_mem = 64 | !SELECT 1/0 | COMMIT;           ; true
          postgresql:; off; SET work_mem = 64 | !SELECT 1/0 | rollback;         ; false
          postgresql:; off; CREATE TEMP TABLE t (a int) | rollback;             ; true
          postgresql:; on;  CREATE TEMP TABLE t (a int) | BEGIN | DROP TABLE t | ROLLBACK; ; true
          postgresql:; on;  CREATE TEMP TABLE t (a int) | BEGIN | DROP TABLE t | COMMIT; ; false
          postgresql:; on;  LISTEN a | LISTEN b | UNLISTEN a;                   ; true
          postgresql:; on;  LISTEN a | LISTEN b | UNLISTEN a | UNLISTEN b;      ; false
          postgresql:; on;  LISTEN a | LISTEN b | UNLISTEN *;                   ; false
          postgresql:; on;  LISTEN a | DISCARD ALL;                             RESET ALL; false
          postgresql:; on;  LISTEN a | BEGIN | UNLISTEN a | ROLLBACK;           ; true
          postgresql:; on;  SET search_path = pg_temp | SET search_path = a | RESET ALL | DISCARD TEMP; RESET ALL; true
          postgresql:; on;  SET search_path = pg_temp | DISCARD ALL;            RESET ALL; false
          postgresql:; on;  UPDATE pg_settings SET setting = 'a' WHERE name = 'b' | RESET ALL; RESET ALL; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | ALTER TABLE t RENAME TO u | DROP TEMPORARY TABLE IF EXISTS t; ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | ALTER TABLE t RENAME u | DROP TEMPORARY TABLE u; ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | RENAME TABLE t TO u | DROP TABLE IF EXISTS t; ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | !ALTER TABLE t RENAME TO u~ SELECT | DROP TEMPORARY TABLE IF EXISTS t; ; true
          mysql:;     on;  CREATE TEMPORARY TABLE t (a INT) | ALTER TABLE t ADD b INT | DROP TEMPORARY TABLE t; ; false
          mysql:;     on;  ALTER TABLE t RENAME TO u | CREATE TEMPORARY TABLE t (a INT) | DROP TEMPORARY TABLE t; ; false
          mysql:;     on;  ALTER TABLE t RENAME TO u;                           ; false
          postgresql:; on;  CREATE TEMP TABLE t (a int) | ALTER TABLE t RENAME TO u | DROP TABLE IF EXISTS t; ; true
          postgresql:; on;  CREATE TEMP TABLE t (a int) | ALTER TABLE t RENAME TO u | ALTER TABLE u RENAME TO w | DISCARD TEMP; ; false
          postgresql:; on;  CREATE TEMP TABLE t (a int) | BEGIN | ALTER TABLE t RENAME TO u | DROP TABLE IF EXISTS t | COMMIT; ; true
          h2:;        on;  CREATE LOCAL TEMPORARY TABLE t (a INT) | ALTER TABLE t RENAME TO u | DROP TABLE IF EXISTS t; ; true
          postgresql:; on;  SET work_mem = 64 | CREATE TEMP TABLE t (a int) | DISCARD ALL; RESET ALL; false
          """)
  void whatCanBeMadeAgainIsAndTheRestIsKnown(
      Dialect dialect, String autoCommit, String steps, String restored, boolean taints)
      throws SQLException {
    SessionState state = new SessionState(autoCommit.equals("on"), dialect);

    run(state, dialect, steps.replace('~', ';'));

    assertEquals(restored == null ? "" : restored, String.join(", ", restored(state)));
    assertEquals(taints, state.taint() != null, state.taint());
  }

  @Test
  void settingsOfAnOpenTransactionAreLostWithIt() {
    SessionState state = new SessionState(false, Dialect.POSTGRESQL);

    run(state, Dialect.POSTGRESQL, "SET work_mem = 64");

    assertEquals(TransactionWork.MORE, state.work());
    state.lost();
    assertEquals(TransactionWork.NOTHING, state.work());
    run(state, Dialect.POSTGRESQL, "commit");
    assertNull(state.taint());
  }

  /** Steps as above, behind a SET TRANSACTION; then whether it is still held. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          mysql:;   on;  SELECT 1 | SELECT @@sql_mode | SHOW TABLES | EXPLAIN SELECT 1; true
          mysql:;   on;  SELECT CONNECTION_ID() | SET GLOBAL max_connections = 9; true
          mysql:;   on;  INSERT INTO t VALUES (1);                        true
          mysql:;   on;  START TRANSACTION | SELECT a FROM t;             true
          mysql:;   on;  START TRANSACTION | SELECT a FROM t | COMMIT;    false
          mysql:;   on;  BEGIN | ROLLBACK;                                false
          mysql:;   on;  BEGIN | !COMMIT;                                 true
          mysql:;   on;  SET autocommit = 1;                              true
          mysql:;   on;  CREATE TABLE t (a INT);                          false
          mysql:;   on;  !CREATE TABLE t (a INT);                         true
          mysql:;   on;  UNLOCK TABLES;                                   true
          mysql:;   on;  COMMIT~ SET TRANSACTION READ ONLY;               true
          mysql:;   off; SELECT 1 | commit;                               false
          mysql:;   off; SELECT 1 | rollback;                             false
          mysql:;   off; SELECT 1 | +on;                                  true
          mariadb:; off; SELECT 1 | commit;                               true
          mariadb:; off; SELECT 1 | COMMIT;                               false
          mariadb:; off; INSERT INTO t VALUES (1) | commit;               false
          mariadb:; off; INSERT INTO t VALUES (1) | commit | SET TRANSACTION READ ONLY | commit; true
          """)
  void whatIsSetForTheNextTransactionIsHeldUntilTheEndOfOne(
      Dialect dialect, String autoCommit, String steps, boolean held) {
    SessionState state = new SessionState(autoCommit.equals("on"), dialect);

    run(state, dialect, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    assertEquals("SET TRANSACTION", state.taint());
    run(state, dialect, steps.replace('~', ';'));

    assertEquals(held, state.taint() != null, state.taint());
  }

  @Test
  void historyIsLostUntilTheNewSessionHasItsOwn() {
    SessionState state = new SessionState(true, Dialect.MYSQL);
    run(state, Dialect.MYSQL, "SELECT 1");
    state.moved();
    assertFalse(state.isHistoryLost(), "nobody wrote");

    run(state, Dialect.MYSQL, "INSERT INTO t VALUES (1)");
    state.moved();
    assertTrue(state.isHistoryLost());
    state.moved();
    assertTrue(state.isHistoryLost(), "the second loss does not bring it back");
    run(state, Dialect.MYSQL, "SELECT 1");
    assertTrue(state.isHistoryLost());
    run(state, Dialect.MYSQL, "INSERT INTO t VALUES (2)");
    assertFalse(state.isHistoryLost());
  }

  @Test
  void schemaOfTemporaryObjectsIsTold() {
    SessionState state = new SessionState(true, Dialect.POSTGRESQL);
    JdbcMethod setSchema =
        Jdbc.method(Role.SESSION_SETTING, Connection.class, "setSchema", String.class);

    state.set(setSchema, new Object[] {"mine"});
    assertNull(state.taint());
    state.set(setSchema, new Object[] {"PG_TEMP"});
    state.set(setSchema, new Object[] {"mine"});
    assertEquals("a schema in which all that is created is temporary", state.taint());
  }

  @Test
  void whatTheDriverHasNoSqlGivesUp() {
    SessionState state = new SessionState(true, Dialect.POSTGRESQL);
    state.taint("a COPY");

    run(state, Dialect.POSTGRESQL, "DISCARD ALL");
    assertEquals("a COPY", state.taint());
    state.told();
    assertNull(state.taint());
  }

  private List<String> restored(SessionState state) throws SQLException {
    driver.answers.put("createStatement", driver.object(Statement.class));
    state.restore(driver.object(Connection.class));
    return driver.calls.stream()
        .filter(call -> call.startsWith("execute["))
        .map(call -> call.substring("execute[".length(), call.length() - 1))
        .collect(Collectors.toList());
  }

  private static void run(SessionState state, Dialect dialect, String steps) {
    for (String step : steps.split(" \\| ")) {
      switch (step) {
        case "commit":
          state.committed();
          break;
        case "rollback":
          state.rolledBack();
          break;
        case "rollback to":
          state.rolledBackInPart();
          break;
        case "+on":
          state.autoCommitSet(true);
          break;
        default:
          if (step.startsWith("!")) {
            state.failed(SqlClassifier.classify(step.substring(1), dialect.sql()));
          } else {
            state.executed(SqlClassifier.classify(step, dialect.sql()));
          }
      }
    }
  }
}
