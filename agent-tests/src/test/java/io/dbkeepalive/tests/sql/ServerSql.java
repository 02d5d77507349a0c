package io.dbkeepalive.tests.sql;

import io.dbkeepalive.tests.support.JdbcDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes SQL that a server can run, on a table of its own: queries of all sorts, and settings. */
final class ServerSql {

  private static final String CALLS =
      """
      upper(%s)
      lower(%s)
      coalesce(%s, 1)
      nullif(%s, 2)
      concat(%s, 'x')
      length(%s)
      substring(%s, 1, 2)
      replace(%s, 'a', 'b')
      trim(%s)
      count(*)
      max(%s)
      sum(a)
      abs(a)
      round(b)
      mod(a, 3)
      sign(a)
      row_number() OVER (ORDER BY a)
      lag(a) OVER (ORDER BY b)
      greatest(a, b)
      current_timestamp
      my_function(%s)""";

  private static final String CALLS_OF_MYSQL =
      """
      if(a, 1, %s)
      ifnull(%s, 1)
      date_format(now(), '%%Y')
      uuid()
      rand()
      database()
      md5(%s)
      hex(%s)
      find_in_set(%s, 'a,b')
      group_concat(c)
      json_extract('{"a": 1}', '$.a')
      @@sql_mode
      @@session.wait_timeout
      @v
      unix_timestamp()
      last_insert_id()
      connection_id()
      found_rows()
      last_insert_id(5)
      get_lock('a', 0)
      sleep(0)
      @v := 7
      @@identity""";

  private static final String CALLS_OF_POSTGRESQL =
      """
      a::text
      to_char(now(), 'YYYY')
      gen_random_uuid()
      array_agg(a)
      string_agg(c, ',')
      jsonb_build_object('a', a)
      date_trunc('day', now())
      current_setting('search_path')
      current_schema()
      md5(%s::text)
      generate_series(1, 2)
      pg_typeof(%s)
      pg_backend_pid()
      nextval('oracle_s')
      pg_advisory_lock(1)
      pg_advisory_xact_lock(2)
      set_config('own.v', 'q', false)
      pg_try_advisory_lock(3)""";

  private static final String CALLS_OF_H2 =
      """
      ifnull(%s, 1)
      nvl(%s, 1)
      random_uuid()
      dateadd(DAY, 1, current_date)
      array_agg(a)
      listagg(c, ',') WITHIN GROUP (ORDER BY a)
      @v
      session_id()
      NEXT VALUE FOR oracle_s
      lock_timeout()""";

  private static final String SHAPES =
      """
      SELECT %s FROM oracle_t
      SELECT a, %s FROM oracle_t ORDER BY b
      SELECT %s, %s FROM oracle_t WHERE a > 1
      SELECT b FROM oracle_t WHERE %s IS NOT NULL
      SELECT %s
      WITH x AS (SELECT a, %s AS k FROM oracle_t) SELECT * FROM x
      SELECT * FROM (SELECT a, %s AS k FROM oracle_t) x WHERE a IN (SELECT b FROM oracle_t)
      SELECT 1 UNION SELECT a FROM oracle_t
      (SELECT a FROM oracle_t) UNION ALL (SELECT b FROM oracle_t)
      SELECT x.a, y.b FROM oracle_t x LEFT JOIN oracle_t y ON x.a = y.b
      SELECT b FROM oracle_t GROUP BY b HAVING count(*) > 0
      VALUES (1, 2)
      SELECT a FROM oracle_t FOR UPDATE
      EXPLAIN SELECT a FROM oracle_t
      INSERT INTO oracle_t (a) VALUES (1)
      SELECT CASE WHEN a > 1 THEN %s END FROM oracle_t -- end""";

  private static final String CHANGES =
      """
      INSERT INTO oracle_t (a, b, c) VALUES (100, 1, 'x')
      DELETE FROM oracle_t""";

  private static final String CHANGES_OF_MYSQL =
      """
      SELECT a FROM oracle_t FOR UPDATE
      SELECT GET_LOCK('a', 0)
      SET @v = 5
      SELECT @v := 6
      SET sql_mode = 'ANSI'""";

  private static final String CHANGES_OF_POSTGRESQL =
      """
      SELECT a FROM oracle_t FOR UPDATE
      SELECT nextval('oracle_s')
      SELECT pg_advisory_lock(1)
      SELECT pg_advisory_xact_lock(1)
      SELECT set_config('own.v', 'q', false)
      CREATE TEMP TABLE oracle_temp (a int)
      PREPARE p AS SELECT 1
      DECLARE c CURSOR WITH HOLD FOR SELECT 1
      LOCK TABLE oracle_t IN SHARE MODE""";

  private static final String CHANGES_OF_H2 =
      """
      SELECT NEXT VALUE FOR oracle_s
      SET @v = 5
      SET LOCK_TIMEOUT 77
      CREATE LOCAL TEMPORARY TABLE oracle_temp (a INT)""";

  private static final String SETTINGS_OF_MYSQL =
      """
      SET SESSION sql_mode = 'ANSI', time_zone = '+01:00'
      SET sql_mode = ANSI
      SET sql_mode = DEFAULT, @v = -5
      set @@session.sql_mode = 'STRICT_ALL_TABLES'
      SET NAMES latin1
      SET NAMES 'utf8mb4' COLLATE 'utf8mb4_bin', @w = 'a', @`x y` := 0x41
      SET character_set_results = NULL
      SET collation_connection = latin1_german1_ci
      SET character_set_connection = utf8mb4
      SET @v = NULL
      SET @V = 'it''s'
      SET @w := TRUE
      SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY
      SET SESSION TRANSACTION READ WRITE
      SET @@session.tx_isolation = 'SERIALIZABLE'
      SET @@session.transaction_isolation = 'REPEATABLE-READ'
      SET optimizer_switch = 'mrr=off'
      SET optimizer_switch = 'index_merge=off,mrr=on'
      SET optimizer_switch = DEFAULT
      SET LOCAL wait_timeout = 12345
      SET max_join_size = 1000, sql_big_selects = ON
      SET sql_big_selects = OFF
      SET foreign_key_checks = 0
      SET unique_checks = off
      SET lc_time_names = 'de_DE'
      SET sql_auto_is_null = 0
      USE information_schema
      USE `test`
      SET ROLE NONE""";

  private static final String SETTINGS_OF_POSTGRESQL =
      """
      SET search_path TO public, "$user", pg_catalog
      SET search_path = DEFAULT
      RESET search_path
      SET SCHEMA 'public'
      SET TIME ZONE 'Europe/Berlin'
      SET TIME ZONE -7
      SET TIME ZONE INTERVAL '-08:00' HOUR TO MINUTE
      SET timezone TO UTC
      SET datestyle = German
      SET datestyle TO 'MDY'
      SET datestyle TO ISO, YMD
      SET SESSION statement_timeout = '5min'
      SET statement_timeout = 12345
      SET application_name = 'oracle'
      SET own.v = 'x'
      SELECT set_config('own.v', 'y', false)
      SELECT set_config('work_mem', '8MB', FALSE) AS x
      SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
      SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE, DEFERRABLE
      SET default_transaction_isolation TO 'serializable'
      SET client_min_messages = warning; SET row_security = off
      SET XML OPTION DOCUMENT
      UNLISTEN a
      UNLISTEN *
      PREPARE p (int) AS SELECT $1
      DEALLOCATE ALL
      RESET ALL
      RESET datestyle
      DISCARD ALL
      SET ROLE NONE
      SET SESSION AUTHORIZATION DEFAULT""";

  private static final String SETTINGS_OF_H2 =
      """
      SET @v = 5
      SET @v TO 'a'
      SET LOCK_TIMEOUT 77
      SET LOCK_TIMEOUT = 78
      SET SCHEMA information_schema
      SET SCHEMA = PUBLIC
      SET SCHEMA_SEARCH_PATH PUBLIC, INFORMATION_SCHEMA
      SET TIME ZONE 'UTC'
      SET TIME ZONE LOCAL
      SET QUERY_TIMEOUT 60000
      SET VARIABLE_BINARY TRUE
      SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE
      SET NON_KEYWORDS KEY, VALUE""";

  private final Random random;
  private final String[] calls;
  private final String[] settings;

  ServerSql(JdbcDriver driver, long seed) {
    random = new Random(seed);
    calls =
        (CALLS + "\n" + of(driver, CALLS_OF_MYSQL, CALLS_OF_POSTGRESQL, CALLS_OF_H2)).split("\n");
    settings = of(driver, SETTINGS_OF_MYSQL, SETTINGS_OF_POSTGRESQL, SETTINGS_OF_H2).split("\n");
  }

  static String[] changes(JdbcDriver driver) {
    String own = of(driver, CHANGES_OF_MYSQL, CHANGES_OF_POSTGRESQL, CHANGES_OF_H2);
    return (CHANGES + "\n" + own).split("\n");
  }

  static List<String> preparation(JdbcDriver driver) {
    List<String> texts = new ArrayList<>();
    texts.add("DROP TABLE IF EXISTS oracle_t");
    texts.add("CREATE TABLE oracle_t (a INT PRIMARY KEY, b INT, c VARCHAR(20))");
    texts.add("INSERT INTO oracle_t (a, b, c) VALUES (1, 2, 'a'), (2, 1, 'b'), (3, 3, NULL)");
    if (driver == JdbcDriver.PGJDBC || driver == JdbcDriver.H2) {
      texts.add("CREATE SEQUENCE IF NOT EXISTS oracle_s");
    }
    return texts;
  }

  String query() {
    String shape = one(SHAPES.split("\n"));
    while (shape.contains("%s")) {
      shape = shape.replaceFirst("%s", expression(2).replace("\\", "\\\\").replace("$", "\\$"));
    }
    return shape;
  }

  /** One to five, in an order that may set the same twice. */
  List<String> settings() {
    List<String> texts = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      texts.add(one(settings));
    }
    return texts;
  }

  private String expression(int depth) {
    return switch (depth == 0 ? random.nextInt(3) : random.nextInt(8)) {
      case 0 -> "c";
      case 1 -> "'it''s'";
      case 2 -> "a + 1";
      case 3 -> "CAST(a AS CHAR(3))";
      case 4 -> "(SELECT max(b) FROM oracle_t)";
      default -> {
        String call = one(calls).replace("%%", "\u0000");
        yield call.replace("%s", expression(depth - 1)).replace("\u0000", "%");
      }
    };
  }

  private String one(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String of(JdbcDriver driver, String mysql, String postgresql, String h2) {
    return switch (driver) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> mysql;
      case PGJDBC -> postgresql;
      case H2 -> h2;
    };
  }
}
