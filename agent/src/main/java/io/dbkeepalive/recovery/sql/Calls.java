package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.Set;

/**
 * Tells a function call from the other meanings of a name before a parenthesis. What is not
 * certainly something else is a call. Stateless.
 */
final class Calls {

  /** Reserved in every database: none of them can call a function by such a name without quotes. */
  private static final Set<String> RESERVED =
      Words.of(
          "ALL AND AS BETWEEN CASE CHECK DEFAULT DISTINCT ELSE EXISTS FROM GROUP HAVING IN"
              + " INTERSECT INTO NOT ON OR SELECT TABLE THEN TO UNION UNIQUE VALUES WHEN WHERE"
              + " WITH DECIMAL FLOAT INTEGER SMALLINT VARCHAR");

  /** Reserved in MySQL, PostgreSQL and H2 as well. */
  private static final Set<String> OFTEN_RESERVED =
      Words.of(
          "CHARACTER EXCEPT FETCH INTERVAL LATERAL LIMIT NUMERIC PRIMARY REFERENCES ROW"
              + " USING BIGINT DEC INT REAL");

  /** Reserved in MySQL and MariaDB as well. */
  private static final Set<String> MYSQL_RESERVED =
      Words.of(
          "BINARY DIV FORCE IGNORE INDEX KEY PARTITION REGEXP RLIKE STRAIGHT_JOIN UPDATE"
              + " USE VARBINARY XOR LIKE JOIN");

  /** Names that could be a function's as well, but not behind what ends an operand. */
  private static final Set<String> INFIX =
      Words.of(
          "AGAINST EXCEPT FILTER ILIKE JOIN LIKE OFFSET OVER OVERLAPS RETURNING SET SIMILAR USING");

  /**
   * Words of a table's definition, types included; a function of that name cannot stand where no
   * query does.
   */
  private static final Set<String> DEFINITION =
      Words.of(
          "BIGINT BINARY BIT BLOB CHAR CHARACTER DATE DEC INT NCHAR NUMERIC PRIMARY REAL"
              + " REFERENCES TIME TIMESTAMP BYTEA CLOB COLUMN DATETIME DATETIME2 DOUBLE ENUM"
              + " IDENTITY INCLUDE INDEX KEY MEDIUMINT NUMBER NVARCHAR PARTITION RANGE SET TEXT"
              + " TIMESTAMPTZ TINYINT VARBINARY VARCHAR2 VARYING ADD COLUMNS FULLTEXT SPATIAL");

  /**
   * MySQL Reference Manual, "Function Name Parsing and Resolution": with a blank before the
   * parenthesis these may be stored functions.
   */
  private static final Set<String> NO_SPACE =
      Words.of(
          "ADDDATE BIT_AND BIT_OR BIT_XOR CAST COUNT CURDATE CURTIME DATE_ADD DATE_SUB"
              + " EXTRACT GROUP_CONCAT MAX MID MIN NOW POSITION SESSION_USER STD STDDEV"
              + " STDDEV_POP STDDEV_SAMP SUBDATE SUBSTR SUBSTRING SUM SYSDATE SYSTEM_USER TRIM"
              + " VARIANCE VAR_POP VAR_SAMP");

  private Calls() {}

  /**
   * Whether the word before a parenthesis is a keyword there; {@code before} is the word's
   * predecessor.
   */
  static boolean isKeyword(
      String word, Token beforeKind, String before, SqlDialect dialect, boolean definition) {
    return RESERVED.contains(word)
        || (dialect != SqlDialect.COMMON && OFTEN_RESERVED.contains(word))
        || (dialect == SqlDialect.POSTGRESQL && word.equals("ARRAY"))
        || (dialect == SqlDialect.MYSQL && MYSQL_RESERVED.contains(word))
        || (dialect == SqlDialect.H2 && isKeywordOfH2(before, word))
        || (definition && DEFINITION.contains(word) && !before.equals("DEFAULT"))
        || (INFIX.contains(word) && (endsOperand(beforeKind, before) || before.equals("NOT")))
        || (word.equals("EXPLAIN") && before.isEmpty())
        || isPair(before, word)
        || (word.equals("COLUMNS") && beforeKind == Token.STRING);
  }

  /** Where a table may stand, H2 looks for its own two functions first. */
  private static boolean isKeywordOfH2(String before, String word) {
    boolean table = before.equals("FROM") || before.equals("JOIN");
    return word.equals("KEY") || (table && (word.equals("SYSTEM_RANGE") || word.equals("UNNEST")));
  }

  static boolean mayBeStoredFunction(String word, boolean spaced, SqlDialect dialect) {
    return spaced && dialect == SqlDialect.MYSQL && NO_SPACE.contains(word);
  }

  private static boolean endsOperand(Token kind, String text) {
    switch (kind) {
      case WORD:
        return !RESERVED.contains(text) && !text.equals("BY");
      case SYMBOL:
        return text.equals(")") || text.equals("?") || text.equals("]") || text.equals("}");
      case QUOTED:
      case STRING:
      case NUMBER:
        return true;
      default:
        return false;
    }
  }

  private static boolean isPair(String before, String word) {
    switch (word) {
      case "BY":
        return before.equals("ORDER") || before.equals("GROUP") || before.equals("PARTITION");
      case "ROLLUP":
      case "CUBE":
        return before.equals("BY");
      case "SETS":
        return before.equals("GROUPING");
      case "CONFLICT":
        return before.equals("ON");
      case "INSERT":
        return before.equals("THEN");
      case "MATERIALIZED":
        return before.equals("NOT");
      case "ANY":
      case "SOME":
        return before.equals("=") || before.equals("<") || before.equals(">");
      default:
        return before.equals("AS");
    }
  }
}
