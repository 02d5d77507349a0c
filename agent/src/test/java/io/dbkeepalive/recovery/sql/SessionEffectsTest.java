package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each text does to its session; {@code HOLD+} is one that counts, {@code ALL} a prefix. */
class SessionEffectsTest {

  static List<String> mySql() {
    return lines(
        """
        SET SESSION sql_mode='A', time_zone='+00:00' | SET set:sql_mode by SET SESSION sql_mode='A'; SET set:time_zone by SET time_zone='+00:00'
        set @@session.sql_mode = ANSI | SET set:sql_mode by SET @@session.sql_mode = ANSI
        SET sql_mode = "ANSI" | SET set:sql_mode by SET sql_mode = "ANSI"
        SET @@sql_mode = DEFAULT | SET set:sql_mode by SET @@sql_mode = DEFAULT
        SET sql_mode = CONCAT(@@sql_mode, ',ANSI') | HOLD set:sql_mode as the variable sql_mode
        SET sql_mode = @@global.sql_mode | HOLD set:sql_mode as the variable sql_mode
        SET wait_timeout = ? | HOLD set:wait_timeout as the variable wait_timeout
        SET wait_timeout = 5 + 1 | HOLD set:wait_timeout as the variable wait_timeout
        SET wait_timeout = -1 | SET set:wait_timeout by SET wait_timeout = -1
        SET @v = 5, @`w x` := 'a', @u = NULL | SET @V by SET @v = 5; SET @W X by SET @`w x` := 'a'; SET @U by SET @u = NULL
        SET @v = (SELECT max(a) FROM t) | HOLD @V as the user variable @v
        SET @v = 'a\\nb' | HOLD @V as the user variable @v
        SET @v = a | HOLD @V as the user variable @v
        SET @v = @w := 5 | HOLD @W as the user variable @w; HOLD @V as the user variable @v
        SET @v = (@w := 5) | HOLD @W as the user variable @w; HOLD @V as the user variable @v
        SET x := 1 | SET set:x by SET x := 1
        SET @a = 1, @b = my_function(2) | HOLD unknown as the function my_function, which is not known; SET @A by SET @a = 1; HOLD @B as the user variable @b
        SET timestamp = 5 | HOLD set:timestamp as the variable timestamp
        SET timestamp = DEFAULT | SET set:timestamp by SET timestamp = DEFAULT
        SET insert_id = 5 | HOLD set:insert_id as the variable insert_id
        SET @@last_insert_id = 5 | HOLD set:last_insert_id as the variable last_insert_id
        SET sql_log_bin = 0 | SET set:sql_log_bin by SET sql_log_bin = 0
        SET gtid_next = 'AUTOMATIC' | HOLD set:gtid_next as the variable gtid_next
        SET TRANSACTION ISOLATION LEVEL SERIALIZABLE | HOLD next-transaction as SET TRANSACTION
        SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY | SET isolation by SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET read-only by SET SESSION TRANSACTION READ ONLY
        SET LOCAL TRANSACTION READ WRITE | SET read-only by SET SESSION TRANSACTION READ WRITE
        SET GLOBAL TRANSACTION READ WRITE | nothing
        SET GLOBAL max_connections = 5 | nothing
        SET PERSIST max_connections = 5 | nothing
        SET @@persist.max_connections = 5 | nothing
        SET GLOBAL a = 1, b = 2 | HOLD unknown as a statement that is not understood
        SET a = 1, GLOBAL b = 2 | HOLD unknown as a statement that is not understood
        SET a = 1, @@global.b = 2 | HOLD unknown as a statement that is not understood
        SET a = 1, autocommit = 0 | HOLD unknown as a statement that is not understood
        SET @a = 1, @@autocommit = 0 | HOLD unknown as a statement that is not understood
        SET completion_type = 1 | HOLD unknown as a statement that is not understood
        SET tx_isolation = 'READ-COMMITTED' | SET isolation by SET tx_isolation = 'READ-COMMITTED'
        SET @@session.transaction_isolation = 'READ-COMMITTED' | SET isolation by SET @@session.transaction_isolation = 'READ-COMMITTED'
        SET @@transaction_isolation = 'READ-COMMITTED' | HOLD next-transaction as SET TRANSACTION
        SET SESSION transaction_read_only = ON | SET read-only by SET SESSION transaction_read_only = ON
        SET NAMES utf8mb4 COLLATE utf8mb4_bin | SET names by SET NAMES utf8mb4 COLLATE utf8mb4_bin
        SET NAMES 'utf8', character_set_results = NULL | SET names by SET NAMES 'utf8'; SET set:character_set_results by SET character_set_results = NULL
        SET CHARACTER SET latin1 | HOLD names as SET CHARACTER SET
        SET ROLE a, 'b'@'%' | SET role by SET ROLE a, 'b'@'%'
        SET ROLE ALL EXCEPT a | SET role by SET ROLE ALL EXCEPT a
        SET DEFAULT ROLE a TO b | HOLD unknown as a statement that is not understood
        SET RESOURCE GROUP g | HOLD unknown as a statement that is not understood
        SET PASSWORD FOR u = 'a' | HOLD unknown as a statement that is not understood
        SET STATEMENT max_statement_time = 1 FOR SELECT 1 | HOLD unknown as a statement that is not understood
        SET k.key_buffer_size = 1 | HOLD unknown as a statement that is not understood
        SET `autocommit` = 0 | nothing
        SET sql_mode = CURRENT_USER | HOLD set:sql_mode as the variable sql_mode
        SET sql_mode = 'A';SET time_zone = 'B' | SET set:sql_mode by SET sql_mode = 'A'; SET set:time_zone by SET time_zone = 'B'
        USE `a-b` | SET catalog by USE `a-b`
        USE a.b | HOLD unknown as a statement that is not understood
        SELECT GET_LOCK('a', 10) | HOLD+ lock:'A' as GET_LOCK
        SELECT get_lock('a', ?) AS l | HOLD+ lock:'A' as GET_LOCK
        DO GET_LOCK('a', 10) | HOLD+ lock:'A' as GET_LOCK
        SELECT GET_LOCK(?, 10) | HOLD+ lock: as GET_LOCK
        SELECT GET_LOCK('a', 10) FROM t | HOLD+ lock: as GET_LOCK
        SELECT 1, GET_LOCK('a', 10) | HOLD+ lock: as GET_LOCK
        SELECT RELEASE_LOCK('A') | RELEASE lock:'A'
        SELECT RELEASE_ALL_LOCKS() | ALL lock:
        DO RELEASE_ALL_LOCKS() | ALL lock:
        DO SLEEP(1) | HOLD unknown as a statement that is not understood
        ALTER TABLE t ADD COLUMN b INT, ADD COLUMN c INT, ADD COLUMN d INT, ADD COLUMN e INT, RENAME u | RENAME temp-
        ALTER TABLE t RENAME AS `u` | RENAME temp-
        RENAME TABLE t TO u, w TO t | RENAME temp-
        LOCK TABLES a READ, b WRITE | HOLD lock-tables as LOCK TABLES
        LOCK INSTANCE FOR BACKUP | HOLD lock-instance as LOCK INSTANCE
        UNLOCK TABLES | RELEASE lock-tables
        FLUSH TABLES t FOR EXPORT | HOLD lock-tables as FLUSH TABLES
        HANDLER t OPEN | HOLD handler:t as the handler t
        HANDLER s.t OPEN AS h | HOLD handler:h as the handler h
        HANDLER h READ FIRST | nothing
        HANDLER h CLOSE | RELEASE handler:h
        PREPARE p FROM 'SELECT 1' | HOLD prepare:P as the prepared statement p
        PREPARE p FROM @v | HOLD prepare:P as the prepared statement p
        EXECUTE p USING @a | HOLD unknown as EXECUTE of what was prepared or is computed
        DEALLOCATE PREPARE p | RELEASE prepare:P
        DROP PREPARE p | RELEASE prepare:P
        CREATE TEMPORARY TABLE IF NOT EXISTS s.t (a INT) | HOLD temp-table:s.t as the temporary table s.t
        CREATE TEMPORARY TABLE `t` AS SELECT 1 | HOLD+ temp-table:t as the temporary table t
        CREATE OR REPLACE TEMPORARY TABLE t LIKE u | HOLD temp-table:t as the temporary table t
        CREATE TEMPORARY TABLE t AS SELECT my_function(1) | HOLD unknown as the function my_function, which is not known; HOLD+ temp-table:t as the temporary table t
        DROP TEMPORARY TABLE IF EXISTS t, s.u | RELEASE temp-table:t; RELEASE temp-table:s.u
        DROP TABLE t | RELEASE temp-table:t
        DROP TABLE IF EXISTS `t`, u CASCADE | RELEASE temp-table:t; RELEASE temp-table:u
        SELECT a, b INTO @x, @y FROM t WHERE c = @z | HOLD @X as the user variable @x; HOLD @Y as the user variable @y
        SELECT @a := @a + 1 FROM t | HOLD @A as the user variable @a
        SELECT a INTO x FROM t | HOLD unknown as SELECT INTO
        SELECT f(1), `g`(2) | HOLD unknown as the function f, which is not known; HOLD unknown as the function `g`, which is not known
        CALL p(1) | HOLD unknown as CALL of a procedure
        SET SESSION a = 1; BEGIN | SET set:a by SET SESSION a = 1; HOLD unknown as a transaction begun among other statements
        SET optimizer_switch = 'mrr=off' | SET set:optimizer_switch:'mrr=off' by SET optimizer_switch = 'mrr=off'
        SET SESSION optimizer_switch = DEFAULT | SET set:optimizer_switch:DEFAULT by SET SESSION optimizer_switch = DEFAULT
        SET sql_auto_is_null = 0 | SET set:sql_auto_is_null by SET sql_auto_is_null = 0
        SET sql_auto_is_null = 1 | HOLD set:sql_auto_is_null as the variable sql_auto_is_null""");
  }

  @ParameterizedTest
  @MethodSource("mySql")
  void inMySql(String row) {
    check(SqlDialect.MYSQL, row);
  }

  static List<String> postgresql() {
    return lines(
        """
        SET search_path TO a, "b", public | SET schema by SET search_path TO a, "b", public
        SET SESSION search_path = 'a' | SET schema by SET SESSION search_path = 'a'
        SET LOCAL search_path = 'a' | nothing
        SET search_path = pg_temp, public | HOLD pg_temp as a setting that names pg_temp
        SET search_path TO public, "pg_temp" | HOLD pg_temp as a setting that names pg_temp
        SET LOCAL search_path = 'PG_TEMP' | HOLD pg_temp as a setting that names pg_temp
        SET SCHEMA 'pg_temp_3' | HOLD pg_temp as a setting that names pg_temp
        SELECT set_config('search_path', 'pg_temp', false) | HOLD pg_temp as a setting that names pg_temp
        SELECT set_config('search_path', 'a, pg_temp', true), 1 | HOLD pg_temp as a setting that names pg_temp
        UPDATE pg_settings SET setting = 'a' WHERE name = 'b' | HOLD unknown as an UPDATE of pg_settings
        UPDATE ONLY "pg_catalog"."pg_settings" s SET setting = 'a' | HOLD unknown as an UPDATE of pg_settings
        WITH x AS (UPDATE pg_catalog.PG_SETTINGS SET setting = 'a' RETURNING 1) SELECT 1 FROM x | HOLD unknown as an UPDATE of pg_settings
        UPDATE t SET a = (SELECT setting FROM pg_settings LIMIT 1) | nothing
        SELECT setting FROM pg_settings | nothing
        ALTER TABLE t RENAME TO u | RENAME temp-
        ALTER VIEW IF EXISTS "T" SET SCHEMA u | RENAME temp-
        ALTER TABLE t ADD COLUMN "RENAME" int | nothing
        SET search_path = DEFAULT | SET schema by SET search_path = DEFAULT
        RESET search_path | SET schema by RESET search_path
        RESET ALL | ALL set:; RELEASE schema; RELEASE isolation; RELEASE read-only; RELEASE client-info; SET reset-all by RESET ALL
        RESET ROLE | SET role by RESET ROLE
        RESET SESSION AUTHORIZATION | SET session-authorization by RESET SESSION AUTHORIZATION
        RESET TIME ZONE | SET set:timezone by RESET TIME ZONE
        SET client_encoding = UTF8 | SET set:client_encoding by SET client_encoding = UTF8
        SET NAMES 'UTF8' | SET set:client_encoding by SET NAMES 'UTF8'
        SET TIME ZONE 'Europe/Berlin' | SET set:timezone by SET TIME ZONE 'Europe/Berlin'
        SET TIME ZONE -7 | SET set:timezone by SET TIME ZONE -7
        SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE | SET set:timezone by SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE
        SET TIME ZONE LOCAL | SET set:timezone by SET TIME ZONE LOCAL
        SET SCHEMA 'a' | SET schema by SET SCHEMA 'a'
        SET ROLE x | SET role by SET ROLE x
        SET ROLE NONE | SET role by SET ROLE NONE
        SET role = 'x' | SET role by SET role = 'x'
        SET SESSION AUTHORIZATION x | SET session-authorization by SET SESSION AUTHORIZATION x
        SET SESSION AUTHORIZATION DEFAULT | SET session-authorization by SET SESSION AUTHORIZATION DEFAULT
        SET LOCAL ROLE x | nothing
        SET application_name = 'x' | SET client-info by SET application_name = 'x'
        SET myapp.user = 'a\\b' | HOLD set:myapp.user as the setting myapp.user
        SET myapp.user = 'ab' | SET set:myapp.user by SET myapp.user = 'ab'
        SET statement_timeout TO $1 | HOLD set:statement_timeout as the setting statement_timeout
        SET seed TO 0.5 | HOLD set:seed as the setting seed
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, NOT DEFERRABLE | SET isolation by SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET read-only by SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET set:default_transaction_deferrable by SET SESSION CHARACTERISTICS AS TRANSACTION NOT DEFERRABLE
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY | HOLD set: as a setting
        SET TRANSACTION READ ONLY | nothing
        SET transaction_isolation = 'serializable' | nothing
        SET CONSTRAINTS ALL DEFERRED | nothing
        SET XML OPTION DOCUMENT | SET set:xmloption by SET XML OPTION DOCUMENT
        SELECT set_config('search_path', 'a', false) | SET schema by SELECT set_config('search_path', 'a', false)
        SELECT set_config('search_path', ?, false) | HOLD schema as the setting search_path
        SELECT set_config(?, 'a', false) | HOLD set: as set_config
        SELECT set_config('search_path', 'a', ?) | HOLD schema as the setting search_path
        SELECT set_config('a', 'a', false), set_config('b', 'a', false) | HOLD set: as set_config; HOLD set: as set_config
        SELECT set_config('a', 'a', false) FROM t | HOLD set: as set_config
        SELECT pg_catalog.set_config('search_path', '', false) | HOLD unknown as the function set_config, which is not known
        SELECT setseed(0.5) | HOLD seed as setseed
        LISTEN "Ch" | HOLD listen:Ch as LISTEN Ch
        LISTEN CH | HOLD listen:ch as LISTEN ch
        UNLISTEN ch | RELEASE listen:ch
        UNLISTEN * | ALL listen:
        PREPARE p (int) AS SELECT f($1) | SET prepare:p by PREPARE p (int) AS SELECT f($1)
        PREPARE TRANSACTION 'x' | HOLD unknown as a statement that is not understood
        EXECUTE p(1) | HOLD unknown as EXECUTE of what was prepared or is computed
        DEALLOCATE p | RELEASE prepare:p
        DEALLOCATE PREPARE ALL | ALL prepare:
        DECLARE c CURSOR WITH HOLD FOR SELECT 1 | HOLD cursor:c as the cursor c
        DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1 | nothing
        DECLARE c SCROLL CURSOR FOR SELECT f(1) | HOLD unknown as the function f, which is not known
        FETCH 5 FROM c | nothing
        CLOSE c | RELEASE cursor:c
        CLOSE ALL | ALL cursor:
        DISCARD ALL | ALL; ALL set:; RELEASE schema; RELEASE isolation; RELEASE read-only; RELEASE client-info; SET reset-all by RESET ALL
        DISCARD TEMP | ALL temp-
        LOCK TABLE t IN EXCLUSIVE MODE | nothing
        SELECT pg_advisory_lock(1) | HOLD+ advisory:1 as an advisory lock
        SELECT pg_advisory_lock(1, 2) | HOLD+ advisory:1,2 as an advisory lock
        SELECT pg_try_advisory_lock(-1) AS x | HOLD+ advisory:-1 as an advisory lock
        SELECT pg_advisory_lock(hashtext('a')) | HOLD unknown as the function hashtext, which is not known; HOLD+ advisory: as an advisory lock
        SELECT pg_advisory_lock_shared(1) | HOLD+ advisory-shared:1 as an advisory lock
        SELECT pg_advisory_unlock(1) | RELEASE advisory:1
        SELECT pg_advisory_unlock_all() | ALL advisory
        CREATE TEMP TABLE T (a int) | HOLD temp-table:t as the temporary table t
        CREATE TEMPORARY TABLE IF NOT EXISTS "T" (a int) | HOLD temp-table:T as the temporary table T
        CREATE LOCAL TEMP TABLE t AS SELECT 1 | HOLD temp-table:t as the temporary table t
        CREATE TEMP TABLE t (a int) ON COMMIT DROP | nothing
        CREATE TEMP TABLE t (a int) ON COMMIT DELETE ROWS | HOLD temp-table:t as the temporary table t
        CREATE TEMP VIEW v AS SELECT 1 | HOLD temp-view:v as the temporary view v
        CREATE TEMP SEQUENCE s | HOLD temp-sequence:s as the temporary sequence s
        CREATE TABLE pg_temp.x (a int) | HOLD temp-table:x as the temporary table x
        CREATE TABLE IF NOT EXISTS "pg_temp"."X" (a int) | HOLD temp-table:X as the temporary table X
        CREATE TABLE mine.pg_temp.x (a int) | HOLD unknown as a temporary object
        CREATE UNLOGGED TABLE pg_temp.x (a int) | HOLD unknown as a temporary object
        CREATE VIEW pg_temp.x AS SELECT 1 | HOLD temp-view:x as the temporary view x
        CREATE OR REPLACE RECURSIVE VIEW pg_temp.x (a) AS SELECT 1 | HOLD temp-view:x as the temporary view x
        CREATE SEQUENCE pg_temp.x | HOLD temp-sequence:x as the temporary sequence x
        CREATE TYPE pg_temp.x AS (a int) | HOLD unknown as a temporary object
        CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1' | HOLD unknown as the function f, which is not known; HOLD unknown as a temporary object
        DROP TABLE t, pg_temp.u, s.v CASCADE | RELEASE temp-table:t; RELEASE temp-table:u; RELEASE temp-table:s.v
        SELECT a INTO TEMP x FROM t | HOLD temp-table:x as the temporary table x
        SELECT a INTO x FROM t | HOLD unknown as SELECT INTO
        SELECT my_f(1) | HOLD unknown as the function my_f, which is not known
        DO $$ BEGIN END $$ | HOLD unknown as a statement that is not understood
        LOAD 'x' | HOLD unknown as a statement that is not understood
        SET datestyle = 'ISO, DMY' | SET set:datestyle by SET datestyle = 'ISO, DMY'
        SET datestyle TO German | SET set:datestyle:German by SET datestyle TO German
        SELECT a INTO TEMP TABLE "X" FROM t | HOLD temp-table:X as the temporary table X
        SELECT pg_advisory_lock($1) | HOLD+ advisory: as an advisory lock""");
  }

  @ParameterizedTest
  @MethodSource("postgresql")
  void inPostgresql(String row) {
    check(SqlDialect.POSTGRESQL, row);
  }

  static List<String> h2() {
    return lines(
        """
        ALTER TABLE t RENAME TO u | RENAME temp-
        ALTER TABLE t ADD COLUMN b INT | nothing
        SET SCHEMA s | SET schema by SET SCHEMA s
        SET SCHEMA users | SET schema by SET SCHEMA users
        SET SCHEMA CURRENT_SCHEMA | HOLD schema as the setting schema
        SET @v = 5 | SET @V by SET @v = 5
        SET @v TO (SELECT 1) | HOLD @V as the variable @V
        SET LOCK_TIMEOUT 1000 | SET set:lock_timeout by SET LOCK_TIMEOUT 1000
        SET QUERY_TIMEOUT ? | HOLD set:query_timeout as the setting query_timeout
        SET SCHEMA_SEARCH_PATH a, b | SET set:schema_search_path by SET SCHEMA_SEARCH_PATH a, b
        SET TIME ZONE 'UTC' | SET set:time zone by SET TIME ZONE 'UTC'
        SET TIME ZONE LOCAL | SET set:time zone by SET TIME ZONE LOCAL
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE | SET isolation by SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE
        SET MODE MySQL | HOLD unknown as a statement that is not understood
        SET DEFAULT_LOCK_TIMEOUT 5 | HOLD unknown as a statement that is not understood
        SET THROTTLE 5 | SET set:throttle by SET THROTTLE 5
        SET EXCLUSIVE TRUE | HOLD unknown as a statement that is not understood
        CREATE LOCAL TEMPORARY TABLE t (a INT) | HOLD temp-table:t as the temporary table t
        CREATE GLOBAL TEMPORARY TABLE t (a INT) | HOLD temp-table:t as the temporary table t
        CREATE TEMP TABLE IF NOT EXISTS "t" (a INT) ON COMMIT DROP | HOLD temp-table:t as the temporary table t
        DROP TABLE t | RELEASE temp-table:t
        CALL 1 | HOLD unknown as CALL of a procedure
        SELECT my_alias(1) | HOLD unknown as the function my_alias, which is not known""");
  }

  @ParameterizedTest
  @MethodSource("h2")
  void inH2(String row) {
    check(SqlDialect.H2, row);
  }

  static List<String> common() {
    return lines(
        """
        SET x = 1 | HOLD unknown as a statement that is not understood
        CREATE TEMPORARY TABLE t (a INT) | HOLD unknown as a statement that is not understood
        DROP TABLE t | nothing
        LISTEN a | HOLD unknown as a statement that is not understood
        CALL p() | HOLD unknown as the function p, which is not known
        USE a | HOLD unknown as a statement that is not understood
        SELECT @@Identity | HOLD unknown as a statement that is not understood""");
  }

  @ParameterizedTest
  @MethodSource("common")
  void inCommon(String row) {
    check(SqlDialect.COMMON, row);
  }

  static List<String> questions() {
    return lines(
        """
        MYSQL | no | SELECT RELEASE_LOCK(?)
        MYSQL | no | SELECT 1 WHERE RELEASE_LOCK('a')
        MYSQL | no | SELECT IS_FREE_LOCK('a')
        MYSQL | asks | SELECT LAST_INSERT_ID()
        MYSQL | asks | INSERT INTO t VALUES (LAST_INSERT_ID())
        MYSQL | no | UPDATE t SET a = LAST_INSERT_ID(a + 1)
        MYSQL | asks | SELECT @@identity
        MYSQL | asks | SELECT @@session.last_insert_id
        MYSQL | asks last | SELECT @@`identity`
        MYSQL | asks last | SHOW WARNINGS
        MYSQL | asks last | SHOW COUNT(*) WARNINGS
        MYSQL | asks | SHOW STATUS
        MYSQL | asks | SHOW SESSION STATUS LIKE 'a'
        MYSQL | pure | SHOW GLOBAL STATUS LIKE 'a'
        MYSQL | no | SHOW VARIABLES
        MYSQL | asks | SHOW VARIABLES LIKE 'ins%'
        MYSQL | pure | SHOW SESSION VARIABLES LIKE 'sql_mode'
        MYSQL | pure | SHOW TABLE STATUS
        MYSQL | no | SELECT CONNECTION_ID()
        MYSQL | asks last | SELECT FOUND_ROWS()
        MYSQL | no | GRANT SELECT ON d.* TO 'u'@'h'
        MYSQL | no | GRANT SELECT ON d.* TO u@localhost
        MYSQL | asks last | SELECT @@session . identity
        MYSQL | asks last | SELECT @@session.`identity`
        MYSQL | asks | SHOW VARIABLES LIKE 'insert_id'
        POSTGRESQL | no | SELECT set_config('search_path', 'a', true)
        POSTGRESQL | no | SELECT pg_advisory_unlock(?)
        POSTGRESQL | no | SELECT pg_advisory_xact_lock(1)
        POSTGRESQL | pure | SHOW ALL
        POSTGRESQL | pure | SHOW myapp.x
        POSTGRESQL | asks | SELECT lastval()
        POSTGRESQL | asks | SELECT currval('s')
        POSTGRESQL | no | SELECT nextval('s')
        POSTGRESQL | no | SELECT pg_backend_pid()
        H2 | pure | SELECT @v
        H2 | asks | SELECT IDENTITY()
        H2 | asks | SELECT CURRVAL('s')
        H2 | asks | SELECT s.currval
        H2 | asks | SELECT CURRENT VALUE FOR s
        COMMON | asks | SELECT SCOPE_IDENTITY()
        MYSQL | no | SHOW VARIABLES LIKE '%iso%'
        MYSQL | asks last | SELECT ROW_COUNT()
        MYSQL | asks last | SELECT @@warning_count + @@error_count
        MYSQL | asks last | SHOW ERRORS
        MYSQL | asks last | SELECT LAST_INSERT_ID(), FOUND_ROWS()
        MYSQL | asks | SHOW SESSION STATUS LIKE 'Handler%'
        MYSQL | asks | INSERT INTO t VALUES (1); SELECT LAST_INSERT_ID()
        MYSQL | pure | SELECT DATABASE(), @@autocommit, @v
        H2 | asks | SELECT LAST_INSERT_ID(), SCOPE_IDENTITY()""");
  }

  @ParameterizedTest
  @MethodSource("questions")
  void historyIsNoSetting(String row) {
    String[] cells = row.split(" \\| ", 3);
    SqlTraits traits = SqlClassifier.classify(cells[2], SqlDialect.valueOf(cells[0]));
    String asks = traits.asksLastStatement() ? "asks last" : "asks";
    assertEquals(cells[1], traits.asksHistory() ? asks : traits.pureRead() ? "pure" : "no");
    assertEquals(List.of(), traits.effects());
    assertFalse(traits.asksHistory() && traits.pureRead());
  }

  private static void check(SqlDialect dialect, String row) {
    int cell = row.lastIndexOf(" | ");
    SqlTraits traits = SqlClassifier.classify(row.substring(0, cell), dialect);
    String shown =
        traits.effects().stream().map(SessionEffectsTest::shown).collect(Collectors.joining("; "));
    assertEquals(row.substring(cell + 3), shown.isEmpty() ? "nothing" : shown);
    List<String> held =
        traits.effects().stream()
            .filter(effect -> effect.kind() == SessionEffect.Kind.HOLD)
            .map(SessionEffect::what)
            .toList();
    assertEquals(!held.isEmpty(), traits.taints());
    assertEquals(held.isEmpty() ? null : held.get(0), traits.taint());
    assertFalse(traits.pureRead() && !traits.effects().isEmpty());
  }

  private static String shown(SessionEffect effect) {
    return switch (effect.kind()) {
      case SET -> "SET " + effect.key() + " by " + effect.sql();
      case HOLD -> (effect.counted() ? "HOLD+ " : "HOLD ") + effect.key() + " as " + effect.what();
      case RELEASE -> "RELEASE " + effect.key();
      case RELEASE_ALL -> ("ALL " + effect.key()).strip();
      case RENAME_ALL -> "RENAME " + effect.key();
    };
  }

  private static List<String> lines(String table) {
    return table.lines().toList();
  }
}
