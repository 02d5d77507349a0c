package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.JSqlParserOracle.Verdict;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classifier against another reader of SQL: whatever {@link JSqlParserOracle} says harms, the
 * classifier must not call a pure read. 20,000 statements for all dialects together, or as many as
 * the system property {@code sql.oracle.statements} says.
 */
class SqlOracleTest {

  private static final int STATEMENTS = Integer.getInteger("sql.oracle.statements", 20_000);
  private static final long SEED = Long.getLong("sql.oracle.seed", 20261124);

  private static final String[] FRAGMENTS = {
    "'",
    "\"",
    ";",
    ",",
    ".",
    "(",
    ")",
    " ",
    "\n",
    "?",
    "1",
    "@",
    ":=",
    "FOR UPDATE",
    "INTO x",
    " WITH ",
    " AS ",
    "SELECT ",
    "f(1)",
    "upper(a)",
    "UPDATE t SET a = 1",
    "DELETE FROM t",
    "; COMMIT",
    "LOCK IN SHARE MODE",
    " UNION SELECT f(1)",
    "EXPLAIN ",
    "ANALYZE ",
    "DISTINCT ",
    "NEXT VALUE FOR s",
    "SET ",
    "VALUES (1)",
    "INSERT INTO t ",
    " FROM t ",
    "REPLACE ",
    "CALL "
  };

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void whatTheOracleSaysHarmsIsNeverPure(SqlDialect dialect) {
    SqlGenerator generator = new SqlGenerator(SEED);
    Random random = new Random(SEED);
    String[] corpus = corpus(dialect);
    int[] verdicts = new int[Verdict.values().length];
    int pure = 0;
    int runs = STATEMENTS / SqlDialect.values().length;
    for (int run = 0; run < runs; run++) {
      String text =
          run < corpus.length
              ? corpus[run]
              : switch (run % 4) {
                case 0 -> mutated(corpus[random.nextInt(corpus.length)], random);
                case 1 -> mutated(generator.next(), random);
                default -> generator.next();
              };
      Verdict verdict = JSqlParserOracle.judge(text, dialect);
      SqlTraits traits = SqlClassifier.classify(text, dialect);
      verdicts[verdict.ordinal()]++;
      pure += verdict == Verdict.READS && traits.pureRead() ? 1 : 0;
      assertFalse(
          verdict == Verdict.HARMS && traits.pureRead(),
          () -> dialect + ", seed " + SEED + ": " + text);
    }
    int judged = verdicts[Verdict.READS.ordinal()] + verdicts[Verdict.HARMS.ordinal()];
    String counts =
        "of %d the oracle read %d: %d harm, %d only read, of which %d are pure"
            .formatted(runs, judged, verdicts[1], verdicts[0], pure);
    assertTrue(judged > runs / 2, counts);
    assertTrue(verdicts[Verdict.HARMS.ordinal()] > judged * 3 / 10, counts);
    assertTrue(pure > judged * 2 / 10 && pure > verdicts[0] * 7 / 10, counts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t FOR UPDATE",
        "SELECT a FROM t WHERE b IN (SELECT f(1) FROM u)",
        "SELECT a INTO x FROM t",
        "WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x",
        "SELECT 1; DROP TABLE t",
        "SELECT @a := 1",
        "SET a = 1",
        "SELECT s.upper(a) FROM t",
        "EXPLAIN ANALYZE DELETE FROM t"
      })
  void theOracleSeesHarm(String sql) {
    assertEquals(Verdict.HARMS, JSqlParserOracle.judge(sql, SqlDialect.COMMON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MYSQL | READS | SELECT 1 FROM t WHERE @7 = 24",
        "MYSQL | READS | SELECT CONV(b USING utf8mb4) FROM t",
        "H2 | READS | SELECT RANDOM()",
        "POSTGRESQL | READS | SELECT 1 FROM t GROUP BY GROUPING((a), (b))",
        "POSTGRESQL | NONE | SELECT 'a;b'; SELECT 1 ORDER BY 2 ANALYZE t",
        "POSTGRESQL | HARMS | SELECT 'a;b'; SELECT 1 ORDER BY 2; ANALYZE t"
      })
  void theOracleReadsAsTheServersDo(SqlDialect dialect, Verdict verdict, String sql) {
    assertEquals(verdict, JSqlParserOracle.judge(sql, dialect));
  }

  private static String[] corpus(SqlDialect dialect) {
    String[] own =
        switch (dialect) {
          case MYSQL -> SqlClassifierTest.pureInMySql();
          case POSTGRESQL -> SqlClassifierTest.pureInPostgresql();
          case H2 -> SqlClassifierTest.pureInH2();
          case COMMON -> new String[0];
        };
    Stream<String> others =
        Stream.of(SqlTraitsTest.others())
            .map(row -> row.split(" \\| ", 3))
            .filter(row -> row[0].equals("*") || row[0].equals(dialect.name()))
            .map(row -> row[2]);
    return Stream.concat(
            Stream.concat(Stream.of(SqlClassifierTest.pureEverywhere()), Stream.of(own)), others)
        .toArray(String[]::new);
  }

  private static String mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      if (random.nextInt(3) == 0) {
        text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
      } else {
        text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      }
    }
    return text.toString();
  }
}
