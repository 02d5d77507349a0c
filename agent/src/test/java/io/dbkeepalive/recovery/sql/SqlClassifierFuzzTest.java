package io.dbkeepalive.recovery.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlClassifierFuzzTest {

  private static final long SEED = 20261120;
  private static final int RUNS = 20_000;

  private static final String[] FRAGMENTS = {
    "'",
    "\"",
    "`",
    "\\",
    "--",
    "-- ",
    "#",
    "/*",
    "*/",
    "/*!",
    "/*+",
    "$$",
    "$a$",
    "(",
    ")",
    ";",
    ",",
    ".",
    "@",
    "@@",
    ":=",
    "{",
    "}",
    "{fn ",
    "?",
    "[",
    "]",
    "\n",
    "\r",
    "\0",
    " ",
    "E'",
    "FOR UPDATE",
    "INTO",
    "WITH",
    "AS",
    "SELECT",
    "f(",
    "upper(",
    "SET",
    "COMMIT",
    "1e",
    "0x",
    "\u00e9",
    "\u3000",
    "\uff07",
    "\ud83d"
  };

  /** Whatever else a text holds, one of these as a statement of its own is no read. */
  private static final String[] WRITES = {
    "DELETE FROM t",
    "UPDATE t SET a = 1",
    "INSERT INTO t (a) VALUES (1)",
    "DROP TABLE t",
    "SELECT my_function(1)",
    "CALL p()",
    "COMMIT",
    "SELECT a INTO x FROM t",
    "SELECT a FROM t FOR UPDATE",
    "WITH x AS (DELETE FROM t) SELECT 1"
  };

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void mutantsNeverThrowAndStayLinear(SqlDialect dialect) {
    Random random = new Random(SEED);
    String[] seeds = seeds(dialect);
    int changed = 0;
    for (int run = 0; run < RUNS; run++) {
      String seed = seeds[random.nextInt(seeds.length)];
      String mutant = mutate(seed, random);
      assertNotNull(SqlClassifier.classify(mutant, dialect), mutant);
      changed += SqlClassifier.classify(mutant, dialect).pureRead() ? 0 : 1;
      assertTrue(steps(mutant, dialect) <= 4L * mutant.length() + 16, mutant);
    }
    assertTrue(changed > RUNS / 4, "mutations hardly ever matter: " + changed);
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void aWriteAmongReadsIsNeverPure(SqlDialect dialect) {
    Random random = new Random(SEED);
    // strings that depend on the server's setting for backslashes are ambiguous next to other
    // strings
    String[] seeds =
        Stream.of(seeds(dialect)).filter(seed -> seed.indexOf('\\') < 0).toArray(String[]::new);
    for (int run = 0; run < RUNS; run++) {
      String before = seeds[random.nextInt(seeds.length)];
      String after = seeds[random.nextInt(seeds.length)];
      String write = WRITES[random.nextInt(WRITES.length)];
      assertTrue(
          SqlClassifier.classify(before + "\n;" + after, dialect).pureRead(),
          "the reads alone are pure");
      String text =
          before + "\n;" + blank(random, dialect) + randomCase(write, random) + "\n;" + after;
      assertFalse(SqlClassifier.classify(text, dialect).pureRead(), text);
    }
  }

  /** Puts a writing call into each place of a pure read where an expression may stand. */
  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void anUnknownCallInAnyPlaceTaints(SqlDialect dialect) {
    String[] calls = {
      "g(1)", "s.upper(1)", "\"upper\"(1)", "g /* x */ (1)", "G\n(\n1)", "s . upper (1)"
    };
    String[] places = {
      "SELECT %s",
      "SELECT a, %s FROM t",
      "SELECT a FROM t WHERE %s",
      "SELECT a FROM t WHERE b IN (%s)",
      "SELECT a FROM t ORDER BY %s",
      "SELECT a FROM t GROUP BY a HAVING %s",
      "SELECT CASE WHEN a THEN %s END",
      "SELECT upper(%s)",
      "SELECT (SELECT %s)",
      "SELECT a FROM t JOIN u ON %s",
      "WITH x AS (SELECT %s) SELECT 1",
      "WITH x AS (SELECT 1), y AS (SELECT 2) SELECT %s",
      "WITH x AS (SELECT 1) SELECT a, %s FROM x",
      "SELECT a FROM %s",
      "SELECT a FROM t, %s",
      "VALUES (%s)",
      "SELECT a FROM t LIMIT %s",
      "SELECT 1 UNION SELECT %s",
      "(SELECT %s)",
      "SELECT NOT %s",
      "SELECT a BETWEEN 1 AND %s FROM t",
      "INSERT INTO t (a) VALUES (%s)",
      "INSERT INTO t SELECT %s",
      "UPDATE t SET a = %s",
      "DELETE FROM t WHERE %s",
      "INSERT INTO \"t\" (a) VALUES (1), (%s)",
      "SELECT sum(a) OVER (ORDER BY %s) FROM t",
      "SELECT -%s",
      "SELECT a || %s FROM t",
      "SELECT 'x', %s",
      "SELECT ?, %s",
      "SELECT DISTINCT %s",
      "SELECT EXISTS (SELECT %s)",
      "SELECT CAST(%s AS INTEGER)"
    };
    for (String place : places) {
      for (String call : calls) {
        String text = String.format(place, call);
        SqlTraits traits = SqlClassifier.classify(text, dialect);
        assertTrue(traits.taints() && !traits.pureRead(), dialect + ": " + text);
      }
      String harmless = String.format(place, "upper(b)");
      assertFalse(SqlClassifier.classify(harmless, dialect).taints(), dialect + ": " + harmless);
    }
  }

  @Test
  void theTextThatOpensMostIsReadInLinearTime() {
    String[] openers = {
      "'\\",
      "$a$ $b$ ",
      "/*",
      "/* */",
      "((",
      "'a\\'' ",
      "\"\\\"",
      "{fn ",
      "@@a ",
      "--\n",
      "$aaaaaaaa",
      "WITH x AS ("
    };
    for (String opener : openers) {
      for (SqlDialect dialect : SqlDialect.values()) {
        String text = "SELECT 1 " + opener.repeat(20_000);
        assertTrue(steps(text, dialect) <= 4L * text.length() + 16, opener);
      }
    }
  }

  private static long steps(String text, SqlDialect dialect) {
    long most = 0;
    for (boolean backslash : new boolean[] {true, false}) {
      Lexer lexer = new Lexer(text.replace('\0', ' '), dialect, backslash);
      Token token;
      do {
        token = lexer.next();
      } while (token != Token.END && token != Token.BROKEN);
      most = Math.max(most, lexer.steps());
    }
    return most;
  }

  private static String[] seeds(SqlDialect dialect) {
    String[] own =
        switch (dialect) {
          case MYSQL -> SqlClassifierTest.pureInMySql();
          case POSTGRESQL -> SqlClassifierTest.pureInPostgresql();
          case H2 -> SqlClassifierTest.pureInH2();
          case COMMON -> new String[0];
        };
    return Stream.concat(Stream.of(SqlClassifierTest.pureEverywhere()), Stream.of(own))
        .toArray(String[]::new);
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
        case 2 -> text.insert(at, (char) random.nextInt(0x300));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  private static String blank(Random random, SqlDialect dialect) {
    String[] blanks = {
      " ", "\n", "\t", "/**/", "/* ' */", "-- '\n", dialect == SqlDialect.MYSQL ? "# \"\n" : " "
    };
    return blanks[random.nextInt(blanks.length)];
  }

  private static String randomCase(String text, Random random) {
    StringBuilder mixed = new StringBuilder();
    text.chars()
        .forEach(c -> mixed.append((char) (random.nextBoolean() ? Character.toLowerCase(c) : c)));
    return mixed.toString();
  }
}
