package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything but pure reads, with what is known of it. */
class SqlTraitsTest {
  static String[] others() {
    return lines(
        """
        * | write, NONE | INSERT INTO t (a, b) VALUES (1, upper(?))
        * | write, NONE | INSERT INTO s.t (a) SELECT b FROM u
        * | write, NONE | INSERT INTO "t" ("a") VALUES (?)
        * | write, NONE | UPDATE t SET a = a + 1 WHERE b = ?
        * | write, NONE | DELETE FROM t WHERE a IN (1, 2)
        * | write, NONE | MERGE INTO t USING u ON (t.a = u.a) WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1)
        * | write, NONE | SELECT a FROM t FOR UPDATE
        * | write, NONE | SELECT a FROM t FOR/**/UPDATE
        * | write, NONE | WITH x AS (DELETE FROM t) SELECT * FROM x
        * | write, NONE | SELECT s.nextval FROM dual
        * | write, NONE | SELECT s."nextval" FROM dual
        * | write, NONE | SELECT NEXT VALUE FOR s
        * | write, NONE | SAVEPOINT a
        * | write, NONE | ROLLBACK TO SAVEPOINT a
        * | write, NONE | RELEASE SAVEPOINT a
        * | write, BEGIN | BEGIN
        * | write, BEGIN | /* x */ begin -- y
        * | write, BEGIN | START TRANSACTION READ ONLY
        * | write, COMMIT | COMMIT
        * | write, COMMIT | /**/ commit /**/ work ;
        * | write, ROLLBACK | ROLLBACK
        * | write, ROLLBACK | ;rollback;
        * | taints, IMPLICIT_COMMIT, may leave it open | BEGIN; INSERT INTO t VALUES (1)
        * | taints, IMPLICIT_COMMIT, may leave it open | INSERT INTO t VALUES (1); BEGIN
        * | write, IMPLICIT_COMMIT | SELECT 1; COMMIT
        MYSQL | write, IMPLICIT_COMMIT | BEGIN; INSERT INTO t VALUES (1); COMMIT
        POSTGRESQL | write, IMPLICIT_COMMIT | begin; set x = y; commit
        H2 | write, IMPLICIT_COMMIT | BEGIN; INSERT INTO t VALUES (1); COMMIT; SELECT 1
        COMMON | taints, IMPLICIT_COMMIT, may leave it open | BEGIN; INSERT INTO t VALUES (1); COMMIT
        * | taints, IMPLICIT_COMMIT, may leave it open | BEGIN; INSERT INTO t VALUES (1); COMMIT; BEGIN
        * | taints, IMPLICIT_COMMIT, may leave it open | BEGIN; ROLLBACK; BEGIN; COMMIT
        MYSQL | taints, IMPLICIT_COMMIT, may leave it open | SET autocommit = 0; BEGIN; COMMIT
        POSTGRESQL | UNKNOWN | SET a TO 1; ROLLBACK
        * | UNKNOWN | COMMIT AND CHAIN
        * | UNKNOWN | BEGIN NOT ATOMIC SELECT 1
        * | UNKNOWN | BEGIN UPDATE t SET a = 1; COMMIT; END;
        * | UNKNOWN | CALL p(1)
        * | UNKNOWN | {call p(1)}
        * | UNKNOWN | {? = call p(1)}
        * | UNKNOWN | DO 1
        * | UNKNOWN | XA START 'a'
        * | UNKNOWN | PREPARE TRANSACTION 'a'
                * | UNKNOWN | FROBNICATE t
        * | UNKNOWN | SELECT 'a
        * | UNKNOWN | SELECT "a
        * | UNKNOWN | SELECT 1 /* a
        * | UNKNOWN | SELECT (1
        * | UNKNOWN | SELECT 1)
        * | UNKNOWN | SELECT 1 */
        * | UNKNOWN | SELECT a FROM t WHERE b = 1FOR UPDATE
        * | UNKNOWN | SELECT (1; 2)
        * | UNKNOWN | -- nothing
        * | UNKNOWN | ;;
        MYSQL | write, NONE | INSERT IGNORE INTO `s`.`t` (`a`) VALUES ('\\'') ON DUPLICATE KEY UPDATE a = VALUES(a)
        MYSQL | write, NONE | REPLACE INTO t (a) VALUES (1)
        MYSQL | write, NONE | REPLACE t (a) VALUES (1)
        MYSQL | write, NONE | SELECT a FROM t LOCK IN SHARE MODE
        MYSQL | write, NONE | SELECT a FROM t FOR SHARE
        MYSQL | write, NONE | SELECT a INTO OUTFILE '/x' FROM t
        MYSQL | write, NONE | SELECT SLEEP(1)
        MYSQL | write, NONE | SELECT BENCHMARK(10, MD5('x'))
        MYSQL | write, NONE | SELECT LAST_INSERT_ID()
        MYSQL | write, NONE | SELECT CONNECTION_ID()
        MYSQL | write, NONE | SELECT FOUND_ROWS()
        MYSQL | write, NONE | SELECT @@identity
        MYSQL | write, NONE | SELECT SQL_CALC_FOUND_ROWS a FROM t
        MYSQL | write, NONE | SELECT /*+ SET_VAR(sort_buffer_size = 16) */ a FROM t
        MYSQL | write, NONE | SHOW WARNINGS
        MYSQL | write, NONE | SHOW VARIABLES
        MYSQL | write, NONE | EXPLAIN ANALYZE UPDATE t SET a = 1
        MYSQL | write, NONE | SELECT LAST_INSERT_ID(5)
        MYSQL | write, NONE | SELECT LAST_INSERT_ID(")")
        MYSQL | taints, NONE | SELECT @x := 1
        MYSQL | taints, NONE | SELECT a INTO @x FROM t
        MYSQL | taints, NONE | INSERT INTO "t" SELECT a FROM u INTO @x
        MYSQL | taints, NONE | SELECT GET_LOCK('a', 1)
        MYSQL | write, NONE | SELECT RELEASE_LOCK('a')
        MYSQL | taints, NONE | SELECT my_function(1)
        MYSQL | taints, NONE | SELECT s.upper(1)
        MYSQL | taints, NONE | SELECT `upper`(1)
        MYSQL | taints, NONE | SELECT "upper"(1)
        MYSQL | taints, NONE | SELECT count (1)
        MYSQL | taints, NONE | SELECT 1 FROM t GROUP BY "a" WITH ROLLUP ORDER BY b, f(x)
        MYSQL | write, NONE | SET NAMES utf8mb4
        MYSQL | write, NONE | SET SESSION wait_timeout = 5
        MYSQL | write, NONE | SET @x = 1
        MYSQL | taints, NONE | SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
        MYSQL | write, NONE | USE db
        MYSQL | write, AUTOCOMMIT_OFF | SET autocommit = 0
        MYSQL | write, AUTOCOMMIT_OFF | SET @@session.autocommit=OFF
        MYSQL | write, AUTOCOMMIT_ON | set session autocommit:=on
        MYSQL | write, AUTOCOMMIT_ON | SET/**/autocommit=1
        MYSQL | UNKNOWN | SET autocommit = 0, sql_mode = ''
        MYSQL | UNKNOWN | SET autocommit = @x
        MYSQL | write, AUTOCOMMIT_ON | SET `autocommit` = 1
        MYSQL | write, AUTOCOMMIT_OFF | set session `AutoCommit` := 'off'
        MYSQL | UNKNOWN | SET `auto``commit` = 1
        MYSQL | UNKNOWN | SET autocommit = 'of'
        MYSQL | UNKNOWN | SET autocommit = "ON"
        MYSQL | UNKNOWN | SET PASSWORD = 'a'
        MYSQL | UNKNOWN | SET STATEMENT max_statement_time = 1 FOR COMMIT
        MYSQL | UNKNOWN | SELECT 1 /*!50000 , my_function() */
        MYSQL | UNKNOWN | SELECT 1 /*M! , my_function() */
        MYSQL | UNKNOWN | SELECT 1 /* /* */ , 2 */
        MYSQL | UNKNOWN | SELECT '\\', my_function(1), '\\'
        MYSQL | UNKNOWN | SELECT "\\", 1, "\\"
        MYSQL | taints, IMPLICIT_COMMIT | LOCK TABLES t READ
        MYSQL | write, IMPLICIT_COMMIT | UNLOCK TABLES
        MYSQL | UNKNOWN | LOAD DATA INFILE 'x' INTO TABLE t
        MYSQL | taints, NONE | CREATE TEMPORARY TABLE t (a INT)
        MYSQL | write, NONE | DROP TEMPORARY TABLE t
        MYSQL | UNKNOWN | DROP DATABASE d
        MYSQL | taints, IMPLICIT_COMMIT | FLUSH TABLES WITH READ LOCK
        MYSQL | UNKNOWN | ANALYZE FORMAT=JSON UPDATE t SET a = 1
        MYSQL | UNKNOWN | CREATE TABLE t AS SELECT my_function(1)
        MYSQL | UNKNOWN | END
        MYSQL | write, IMPLICIT_COMMIT | CREATE TABLE IF NOT EXISTS t (id BIGINT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(10), d DECIMAL(10,2), e ENUM('x'), KEY k (a), UNIQUE KEY u (d), CONSTRAINT c FOREIGN KEY (a) REFERENCES u (b))
        MYSQL | write, IMPLICIT_COMMIT | ALTER TABLE t ADD COLUMN b VARCHAR(20) NOT NULL DEFAULT ''
        MYSQL | write, IMPLICIT_COMMIT | CREATE UNIQUE INDEX i ON t (a, b)
        MYSQL | write, IMPLICIT_COMMIT | CREATE OR REPLACE VIEW v (a) AS SELECT upper(b) FROM t
        MYSQL | write, IMPLICIT_COMMIT | DROP TABLE IF EXISTS t
        MYSQL | write, IMPLICIT_COMMIT | TRUNCATE TABLE t
        MYSQL | write, IMPLICIT_COMMIT | RENAME TABLE a TO b
        MYSQL | write, IMPLICIT_COMMIT | GRANT SELECT ON d.* TO 'u'@'h'
        MYSQL | write, IMPLICIT_COMMIT | ANALYZE TABLE t
        MYSQL | write, IMPLICIT_COMMIT | FLUSH PRIVILEGES
        MYSQL | write, IMPLICIT_COMMIT | DELETE FROM t; DROP TABLE t
        POSTGRESQL | write, NONE | INSERT INTO t AS x (a) VALUES (nextval('s')) ON CONFLICT (a) DO UPDATE SET (a, b) = (1, 2) RETURNING id
        POSTGRESQL | write, NONE | WITH x AS (INSERT INTO t (a) VALUES (1) RETURNING a) SELECT * FROM x
        POSTGRESQL | write, NONE | SELECT a FROM t FOR NO KEY UPDATE SKIP LOCKED
        POSTGRESQL | write, NONE | SELECT currval('s')
        POSTGRESQL | write, NONE | SELECT pg_sleep(1)
        POSTGRESQL | write, NONE | SELECT pg_backend_pid()
        POSTGRESQL | write, NONE | EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t
        POSTGRESQL | write, NONE | CREATE TABLE t (id serial PRIMARY KEY, a varchar(10), b numeric(3,1) CHECK (b > 0))
        POSTGRESQL | write, NONE | CREATE INDEX CONCURRENTLY i ON t USING gin (a)
        POSTGRESQL | write, NONE | TRUNCATE t
        POSTGRESQL | write, NONE | GRANT SELECT ON t TO u
        POSTGRESQL | write, COMMIT | END
        POSTGRESQL | write, ROLLBACK | ABORT
        POSTGRESQL | write, BEGIN | BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY
        POSTGRESQL | write, NONE | SET search_path TO a
        POSTGRESQL | write, NONE | SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
        POSTGRESQL | write, NONE | SELECT set_config('a', 'b', false)
        POSTGRESQL | taints, NONE | SELECT pg_advisory_lock(1)
        POSTGRESQL | taints, NONE | SELECT pg_catalog.f('a')
        POSTGRESQL | taints, NONE | SELECT "pg_catalog".lower('a')
        POSTGRESQL | taints, NONE | SELECT mine.lower('a')
        POSTGRESQL | taints, NONE | SELECT pg_catalog.pg_advisory_lock(1)
        MYSQL | taints, NONE | SELECT pg_catalog.lower('a')
        POSTGRESQL | taints, NONE | SELECT * FROM f(1)
        POSTGRESQL | taints, NONE | SELECT join(a) FROM t
        POSTGRESQL | taints, NONE | WITH x AS (SELECT 1) (SELECT 2) ORDER BY a, f(1)
        POSTGRESQL | taints, NONE | ALTER TABLE t ALTER COLUMN a TYPE int USING f(a)
        POSTGRESQL | taints, NONE | ALTER TABLE t ADD COLUMN a int DEFAULT key(1)
        POSTGRESQL | taints, NONE | SELECT DISTINCT ON (a) f(b) FROM t
        POSTGRESQL | taints, NONE | SELECT a INTO TEMP x FROM t
        POSTGRESQL | taints, NONE | SELECT a replace INTO x FROM t
        POSTGRESQL | taints, NONE | SELECT (a) insert INTO x FROM t
        POSTGRESQL | taints, NONE | SELECT a /* /* */ */ , f(1) /* */ FROM t
        POSTGRESQL | taints, NONE | CREATE TABLE pg_temp.x (a int)
        POSTGRESQL | taints, NONE | CREATE TABLE "pg_temp"."x" (a int)
        POSTGRESQL | taints, NONE | SELECT E'\\'', f(1), '' FROM t
        POSTGRESQL | taints, NONE | CREATE TEMP TABLE x (a int)
        POSTGRESQL | UNKNOWN | EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1
        POSTGRESQL | UNKNOWN | EXPLAIN ANALYZE DECLARE c CURSOR WITH HOLD FOR SELECT 1
        POSTGRESQL | taints, NONE | DECLARE c CURSOR WITH HOLD FOR SELECT 1
        POSTGRESQL | write, NONE | DISCARD ALL
        POSTGRESQL | UNKNOWN | DO $$ BEGIN PERFORM 1; END $$
        POSTGRESQL | UNKNOWN | COPY t FROM STDIN
        POSTGRESQL | UNKNOWN | SELECT '\\', f(1), '\\'
        POSTGRESQL | UNKNOWN | SELECT $a$ x $b$
        POSTGRESQL | UNKNOWN | REPLACE INTO t VALUES (1)
        H2 | write, AUTOCOMMIT_OFF | SET AUTOCOMMIT FALSE
        H2 | write, IMPLICIT_COMMIT | CREATE TABLE t (id IDENTITY, a VARCHAR(10))
        H2 | write, NONE | SELECT * FROM FINAL TABLE (INSERT INTO t (a) VALUES (1))
        H2 | write, NONE | SELECT SESSION_ID()
        H2 | UNKNOWN | SELECT my_alias(1)
        H2 | UNKNOWN | SELECT system_range(1, 2)
        H2 | UNKNOWN | SELECT 1 // comment
        H2 | write, NONE | SET SCHEMA s
        H2 | UNKNOWN | SET MODE MySQL
        H2 | UNKNOWN | SCRIPT TO 'x'
        COMMON | write, NONE | SELECT a FROM t WITH (UPDLOCK)
        COMMON | write, NONE | SELECT SCOPE_IDENTITY()
        COMMON | UNKNOWN | SELECT dbo.f(1)
        COMMON | UNKNOWN | SELECT a FROM t START WITH f(a) = 1 CONNECT BY PRIOR a = b
        COMMON | UNKNOWN | SELECT 1 EXEC p
        COMMON | UNKNOWN | SELECT a FROM t SET ROWCOUNT 5
        COMMON | UNKNOWN | INSERT INTO t VALUES (1) COMMIT
        COMMON | UNKNOWN | CREATE TABLE #x (a int)
        COMMON | UNKNOWN | CREATE TABLE t (a int) EXEC p
        COMMON | UNKNOWN | SELECT [a] FROM t
        COMMON | UNKNOWN | SELECT @@identity
        COMMON | UNKNOWN | SELECT q'[it's]' FROM dual
        COMMON | UNKNOWN | SELECT a --1 FROM t
        COMMON | UNKNOWN | EXPLAIN PLAN FOR SELECT 1
        COMMON | UNKNOWN | ALTER SESSION SET x = 1
        COMMON | UNKNOWN | SELECT 1 /*! , 2 */""");
  }

  @ParameterizedTest
  @MethodSource("others")
  void everythingElseIsNotPure(String row) {
    String[] cells = row.split(" \\| ", 3);
    for (SqlDialect dialect : SqlDialect.values()) {
      if (cells[0].equals("*") || cells[0].equals(dialect.name())) {
        assertEquals(cells[1], shown(cells[2], dialect), dialect + ": " + cells[2]);
      }
    }
  }

  @Test
  void aLongWriteIsJudgedLikeAShortOne() {
    String sql = "INSERT INTO t (a) VALUES (1)" + ", ('it''s', ?)".repeat(200_000);
    assertEquals("write, NONE", shown(sql, SqlDialect.MYSQL));
  }

  static String[] lines(String table) {
    return table.split("\n");
  }

  /** "write" is short for neither pure nor tainting, "taints" for tainting and thereby not pure. */
  static String shown(String sql, SqlDialect dialect) {
    SqlTraits traits = SqlClassifier.classify(sql, dialect);
    boolean unknown = traits.effects().stream().anyMatch(effect -> effect.key().equals("unknown"));
    if (unknown
        && traits.transaction() == SqlTraits.Transaction.IMPLICIT_COMMIT
        && !traits.mayLeaveTransactionOpen()) {
      return "UNKNOWN";
    }
    String kind =
        traits.pureRead()
            ? (traits.taints() ? "?" : "pure read")
            : traits.taints() ? "taints" : "write";
    return kind
        + ", "
        + traits.transaction()
        + (traits.mayLeaveTransactionOpen() ? ", may leave it open" : "");
  }

  /** Which is why nothing more is looked at, after each of them. */
  @Test
  void pureReadDoesNothingElse() {
    SqlTraits pure = SqlTraits.pure();
    assertTrue(pure.pureRead());
    assertEquals(List.of(), pure.effects());
    assertEquals(SqlTraits.Transaction.NONE, pure.transaction());
    assertFalse(pure.mayFailInTransaction());
    assertFalse(pure.asksHistory());

    assertFalse(pure.with(SqlTraits.unknownState("something")).pureRead());
    assertFalse(pure.asking(SqlTraits.History.SESSION).pureRead());
    SqlTraits begin = SqlTraits.write(SqlTraits.Transaction.BEGIN);
    assertFalse(pure.and(begin, SqlTraits.Ending.OPEN).pureRead());
  }
}
