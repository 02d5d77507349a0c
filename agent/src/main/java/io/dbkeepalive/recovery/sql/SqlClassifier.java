package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;

/**
 * Decides from its text alone what a SQL statement may do, failing closed: what is not understood
 * is {@link SqlTraits#UNKNOWN}. Stateless.
 *
 * <p>Names that are not called are taken for columns and tables. What their owners let them do when
 * they are read cannot be seen: views and row policies that call functions, built-in names
 * overloaded for types of one's own, operators of one's own, and functions called without
 * parentheses, as in Oracle or as an attribute in PostgreSQL.
 */
public final class SqlClassifier {

  private SqlClassifier() {}

  /**
   * Never throws, never null; time and memory are linear in the length of the text, which has no
   * bound. Null or empty SQL, and SQL that holds a NUL, gives {@link SqlTraits#UNKNOWN}. A null
   * dialect is read as {@link SqlDialect#COMMON}.
   */
  public static SqlTraits classify(String sql, SqlDialect dialect) {
    if (sql == null || sql.indexOf('\0') >= 0) {
      return SqlTraits.UNKNOWN;
    }
    SqlDialect known = dialect == null ? SqlDialect.COMMON : dialect;
    boolean usually = known == SqlDialect.MYSQL;
    Lexer lexer = new Lexer(sql, known, usually);
    SqlTraits traits = read(sql, lexer, known);
    if (traits == null) {
      return known == SqlDialect.COMMON ? unread(sql) : SqlTraits.UNKNOWN;
    }
    if (!lexer.ambiguous()) {
      return traits;
    }
    Lexer other = new Lexer(sql, known, !usually);
    SqlTraits otherwise = read(sql, other, known);
    // A server that finds a string left open refuses the statement: it runs nothing but what stands
    // before that string, which both readings share. This is what ESCAPE '\\' looks like.
    boolean refused = otherwise == null && other.leftOpen();
    return refused || traits.equals(otherwise) ? traits : SqlTraits.UNKNOWN;
  }

  /** SQL Server's questions about earlier statements are plain enough to be seen in any text. */
  private static SqlTraits unread(String sql) {
    for (int at = sql.indexOf("@@"); at >= 0; at = sql.indexOf("@@", at + 1)) {
      if (sql.regionMatches(true, at, "@@IDENTITY", 0, 10)
          || sql.regionMatches(true, at, "@@ROWCOUNT", 0, 10)) {
        return SqlTraits.UNKNOWN.asking(SqlTraits.History.LAST_STATEMENT);
      }
    }
    return SqlTraits.UNKNOWN;
  }

  /** Null if it cannot be read. */
  private static SqlTraits read(String sql, Lexer lexer, SqlDialect dialect) {
    Text text = new Text(dialect);
    Statement statement = new Statement(sql, dialect);
    Token token;
    do {
      token = lexer.next();
      while (token != Token.END && token != Token.BROKEN && !separates(token, lexer)) {
        statement.add(lexer.piece(token), lexer.spaceBefore());
        token = lexer.next();
      }
      if (token == Token.BROKEN) {
        return null;
      }
      if (!statement.isEmpty()) {
        statement.end();
        text.add(Verbs.traits(statement, dialect));
        statement = new Statement(sql, dialect);
      }
    } while (token != Token.END);
    SqlTraits all = text.traits();
    return lexer.settingHint() && all.pureRead() ? SqlTraits.write(all.transaction()) : all;
  }

  private static boolean separates(Token token, Lexer lexer) {
    return token == Token.SYMBOL && lexer.text().equals(";");
  }
}
