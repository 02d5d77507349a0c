package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.dbkeepalive.dialect.SqlDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a pure read, and what only looks like one. */
class SqlClassifierTest {

  static String[] pureEverywhere() {
    return SqlTraitsTest.lines(
        """
        SELECT 1
        select a, b as c from t where a = ? order by b
        SELECT count(*), max(a) FROM t GROUP BY b HAVING sum(a) > 3
        SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN (SELECT x FROM c) d ON d.x = a.id
        (SELECT 1) UNION ALL (SELECT 2)
        WITH x (a, b) AS (SELECT 1, 2), y (c) AS (SELECT 3) SELECT * FROM x, y
        WITH x AS (SELECT 1) SELECT * FROM x WHERE a IN (1, 2) AND EXISTS (SELECT 1 FROM u)
        SELECT CASE WHEN (a > 1) THEN coalesce(b, 0) ELSE upper(c) END FROM t
        SELECT CAST(a AS VARCHAR(10)) FROM t -- the end
        SELECT /* plain */ a FROM t;
        SELECT rank() OVER (PARTITION BY a ORDER BY b) FROM t
        SELECT 'it''s; DELETE FROM t', "a" FROM t
        SELECT 'a' FROM t WHERE b LIKE ? ESCAPE '!'
        SELECT a FROM t WHERE b = {ts '2026-01-01 00:00:00'} AND c = {fn upper(d)}
        SELECT 1.5e3, .5, 2., 1e-2 FROM t
        SELECT t.update, t.lock FROM t
        VALUES (1, 2)
        SELECT 1; SELECT 2
        SELECT naïve FROM t""");
  }

  @ParameterizedTest
  @MethodSource("pureEverywhere")
  void plainReadsArePureInEveryDialect(String sql) {
    for (SqlDialect dialect : SqlDialect.values()) {
      assertEquals("pure read, NONE", SqlTraitsTest.shown(sql, dialect), dialect + ": " + sql);
    }
  }

  static String[] pureInMySql() {
    return SqlTraitsTest.lines(
        """
        SELECT `a b`, "text" FROM `t` # the end
        SELECT a FROM t WHERE b LIKE '%\\\\%' ESCAPE '\\\\'
        SELECT 'it\\'s' IS NULL, 'x'
        SELECT IF(a, 1, 2), DATE_FORMAT(NOW(), '%Y'), UUID(), RAND(), DATABASE(), GROUP_CONCAT(a ORDER BY b SEPARATOR ',') FROM t
        SELECT a--1 FROM t
        SELECT /*+ MAX_EXECUTION_TIME(1000) */ a FROM t USE INDEX (i) WHERE MATCH (a) AGAINST ('x' IN BOOLEAN MODE)
        SELECT @@version_comment, @@global.wait_timeout, @@sql_mode, @@session.sql_mode, @x, @`x`
        SHOW VARIABLES LIKE 'sql_mode'
        SELECT * FROM t PARTITION (p0) LIMIT 5
        SELECT REPLACE(a, 'x', 'y'), INSERT(a, 1, 2, 'z'), TRUNCATE(b, 2) FROM t
        SELECT j->>'$.a', JSON_EXTRACT(j, '$.b') FROM t
        SELECT jt.* FROM t, JSON_TABLE(j, '$[*]' COLUMNS (a INT PATH '$.a')) AS jt
        SELECT count(*) FROM a CROSS JOIN (SELECT 1 UNION SELECT 2) b CROSS JOIN a c
        TABLE t
        VALUES ROW(1, 2)
        SHOW TABLES
        SHOW FULL COLUMNS FROM t
        SHOW CREATE TABLE t
        SHOW GLOBAL STATUS LIKE 'a%'
        EXPLAIN DELETE FROM t
        EXPLAIN FORMAT=JSON SELECT 1
        EXPLAIN ANALYZE SELECT a FROM t
        DESCRIBE t
        DESC `t`
        SELECT CAST(a AS CHAR(3)), CONVERT(b USING utf8mb4), INTERVAL(1, 2), a DIV (b) FROM t""");
  }

  @ParameterizedTest
  @MethodSource("pureInMySql")
  void readsAsMySqlWritesThem(String sql) {
    assertEquals("pure read, NONE", SqlTraitsTest.shown(sql, SqlDialect.MYSQL), sql);
  }

  static String[] pureInPostgresql() {
    return SqlTraitsTest.lines(
        """
        SELECT PG_CATALOG.lower('a')
        SELECT c.oid, a.attidentity != '' OR pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%' FROM pg_catalog.pg_class c JOIN (SELECT 1 AS oid UNION ALL SELECT 2) vals ON (c.oid = vals.oid)
        SELECT a::numeric(10,2), b::text, now(), gen_random_uuid(), $1 FROM t
        SELECT substring(a FROM 1 FOR 2) FROM t
        WITH x AS (SELECT 1) (SELECT 2) ORDER BY 1, upper('a')
        SELECT * FROM generate_series(1, 10) AS g(i)
        SELECT a FROM t WHERE b ILIKE $1 ESCAPE '\\'
        SELECT E'it\\'s', U&'d\\0061t', $$it's$$, $q$ $$ DELETE $q$ FROM t
        SELECT a /* outer /* inner */ still */ FROM t
        SELECT j ->> 'a', j #> '{b}', j ?? 'c', a @> b, a @@ to_tsquery('x') FROM t
        SELECT DISTINCT ON (a) a, array_agg(b ORDER BY c) FILTER (WHERE d > 1) FROM t GROUP BY a
        SELECT a FROM t WHERE a = ANY (ARRAY[1, 2]) OR a = ANY ($1)
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t GROUP BY GROUPING SETS ((a), (b))
        WITH x AS NOT MATERIALIZED (SELECT 1) SELECT * FROM x, LATERAL (SELECT 2) y
        SELECT a FROM t WHERE (a, b) IN (VALUES (1, 2)) FETCH FIRST 3 ROWS ONLY
        EXPLAIN (COSTS OFF) UPDATE t SET a = 1
        EXPLAIN ANALYZE VERBOSE SELECT 1
        SHOW server_version
        SHOW search_path
        SHOW TIME ZONE
        SELECT current_setting('a')
        SELECT '\\' || 'x' FROM t""");
  }

  @ParameterizedTest
  @MethodSource("pureInPostgresql")
  void readsAsPostgresqlWritesThem(String sql) {
    assertEquals("pure read, NONE", SqlTraitsTest.shown(sql, SqlDialect.POSTGRESQL), sql);
  }

  static String[] pureInH2() {
    return SqlTraitsTest.lines(
        """
        SELECT X FROM SYSTEM_RANGE(1, 100)
        SELECT $$it's$$, IFNULL(a, 1), '\\' FROM t
        SELECT a /* outer /* inner */ still */ FROM t
        SHOW TABLES
        EXPLAIN SELECT 1
        SELECT DATEADD(DAY, 1, CURRENT_DATE), RANDOM_UUID()""");
  }

  @ParameterizedTest
  @MethodSource("pureInH2")
  void readsAsH2WritesThem(String sql) {
    assertEquals("pure read, NONE", SqlTraitsTest.shown(sql, SqlDialect.H2), sql);
  }

  static String[] tricks() {
    return new String[] {
      "SELECT 1 --\rFROM t FOR UPDATE",
      "SELECT 1 --\u2028, f(1)",
      "SELECT 1\0; DROP TABLE t",
      "SELECT a\u00a0FOR UPDATE",
      "SELECT a FROM t FOR\u3000UPDATE",
      "\u017fELECT 1",
      "SELECT 1 FROM t FOR UPDATE\u200b",
      "\ufeffSELECT 1",
      "SELECT 1 \\N",
      "SELECT 1 `",
      "SELECT 1 \u0001",
      "SELECT loc\u212a FROM t",
      "SELECT 1 FROM t WHERE a = '",
      "/* SELECT 1",
      "SELECT 1; {",
      "SELECT \uff33\uff2c\uff25\uff25\uff30(1)",
      "SELECT " + "(".repeat(300) + "1" + ")".repeat(300),
    };
  }

  @ParameterizedTest
  @MethodSource("tricks")
  void tricksProveNothing(String sql) {
    for (SqlDialect dialect : SqlDialect.values()) {
      SqlTraits traits = SqlClassifier.classify(sql, dialect);
      assertFalse(traits.pureRead(), dialect + ": " + sql);
      assertEquals(true, traits.taints(), dialect + ": " + sql);
    }
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void nothingIsUnknown(SqlDialect dialect) {
    assertSame(SqlTraits.UNKNOWN, SqlClassifier.classify(null, dialect));
    assertSame(SqlTraits.UNKNOWN, SqlClassifier.classify("", dialect));
    assertSame(SqlTraits.UNKNOWN, SqlClassifier.classify(" \n", dialect));
  }
}
