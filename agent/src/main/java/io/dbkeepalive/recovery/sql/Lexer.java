package io.dbkeepalive.recovery.sql;

import static io.dbkeepalive.dialect.SqlDialect.COMMON;
import static io.dbkeepalive.dialect.SqlDialect.H2;
import static io.dbkeepalive.dialect.SqlDialect.MYSQL;
import static io.dbkeepalive.dialect.SqlDialect.POSTGRESQL;

import io.dbkeepalive.dialect.SqlDialect;

/**
 * Cuts a SQL text into tokens, each character read a bounded number of times. What the servers of a
 * dialect may read differently is {@link Token#BROKEN}, with one exception: see {@link
 * #ambiguous()}. The text must hold no NUL. Confined to one thread.
 */
final class Lexer {

  /** A longer word is nobody's keyword; MySQL and PostgreSQL allow names of 64 and 63. */
  private static final int LONGEST_WORD = 64;

  private static final String TOO_LONG = "?";

  private final String sql;
  private final SqlDialect dialect;
  private final Quotes quotes;

  private int at;
  private int start;
  private String text = "";
  private boolean spaceBefore;
  private boolean settingHint;

  /**
   * With {@code backslash}, a backslash in a plain string escapes the next character where a server
   * setting decides so.
   */
  Lexer(String sql, SqlDialect dialect, boolean backslash) {
    this.sql = sql;
    this.dialect = dialect;
    this.quotes = new Quotes(sql, dialect, backslash);
  }

  Token next() {
    text = "";
    int before = at;
    if (!skipBlank()) {
      return Token.BROKEN;
    }
    spaceBefore = at > before;
    start = at;
    if (at >= sql.length()) {
      return Token.END;
    }
    char c = sql.charAt(at);
    if (Characters.startsName(c)) {
      return word();
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    switch (c) {
      case '\'':
        return quoted(quotes.stringEnd(at), Token.STRING);
      case '"':
        return quoted(quotes.doubleQuotedEnd(at), Token.QUOTED);
      case '`':
        return dialect == MYSQL ? quoted(quotes.doubledEnd(at, '`'), Token.QUOTED) : Token.BROKEN;
      case '$':
        return dollar();
      case '@':
        return variable();
      case '{':
        return jdbcEscape();
      default:
        return symbol(c);
    }
  }

  /** The last token, which is neither the end nor broken. */
  Piece piece(Token kind) {
    return new Piece(kind, text, start, at);
  }

  /** Of the last token; empty where its kind has none. */
  String text() {
    return text;
  }

  /** Whether a blank or a comment stood before the last token. */
  boolean spaceBefore() {
    return spaceBefore;
  }

  /**
   * Whether a string ended elsewhere if the server's setting for backslashes were the other one
   * (NO_BACKSLASH_ESCAPES, standard_conforming_strings).
   */
  boolean ambiguous() {
    return quotes.ambiguous();
  }

  /** Whether the text ends within a plain string. */
  boolean leftOpen() {
    return quotes.leftOpen();
  }

  /** Whether an optimizer hint so far sets a variable. */
  boolean settingHint() {
    return settingHint;
  }

  /** How many characters were looked at so far, for a test of linearity. */
  long steps() {
    return at + quotes.steps();
  }

  /** Over blanks and comments; false if that cannot be done in one way only. */
  private boolean skipBlank() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      char following = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
      boolean comment = true;
      if (Characters.isBlank(c)) {
        at++;
      } else if (c == '/' && following == '*') {
        comment = blockComment();
      } else if (c == '-' && following == '-') {
        char third = at + 2 < sql.length() ? sql.charAt(at + 2) : ' ';
        if (dialect == MYSQL && third > ' ' && third < 0x7f) {
          return true; // two minus signs
        }
        comment = (dialect == POSTGRESQL || dialect == H2 || third <= ' ') && lineComment();
      } else if (c == '#' && dialect == MYSQL) {
        comment = lineComment();
      } else {
        return true;
      }
      if (!comment) {
        return false;
      }
    }
    return true;
  }

  /**
   * A line that ends for some servers and goes on for others, at a lone carriage return say, cannot
   * be told from code.
   */
  private boolean lineComment() {
    while (at < sql.length() && sql.charAt(at) != '\n') {
      char c = sql.charAt(at);
      boolean endOfLine = c == '\r' && at + 1 < sql.length() && sql.charAt(at + 1) == '\n';
      if (!endOfLine && Characters.mayEndLine(c)) {
        return false;
      }
      at++;
    }
    return true;
  }

  /**
   * PostgreSQL and H2 nest comments; elsewhere a comment within a comment may be read either way.
   */
  private boolean blockComment() {
    int start = at;
    boolean nests = dialect == POSTGRESQL || dialect == H2;
    if (!nests && Characters.executable(sql, start)) {
      return false;
    }
    int depth = 1;
    at += 2;
    while (at < sql.length() && depth > 0) {
      char c = sql.charAt(at);
      char following = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
      if (c == '/' && following == '*' && !nests) {
        return false;
      }
      if (c == '/' && following == '*') {
        depth++;
        at += 2;
      } else if (c == '*' && following == '/') {
        depth--;
        at += 2;
      } else {
        at++;
      }
    }
    return depth == 0 && hint(start + 2, at - 2);
  }

  /**
   * A hint may quote names; whether a comment's end counts within those quotes depends on the
   * server.
   */
  private boolean hint(int from, int to) {
    if (from >= to || sql.charAt(from) != '+') {
      return true;
    }
    for (int i = from; i < to; i++) {
      char c = sql.charAt(i);
      if (c == '\'' || c == '"' || c == '`') {
        return false;
      }
      settingHint |= sql.regionMatches(true, i, "SET_VAR", 0, 7);
    }
    return true;
  }

  private Token word() {
    int start = at;
    while (at < sql.length() && Characters.continuesName(sql.charAt(at))) {
      if (!Characters.plain(sql.charAt(at))) {
        return Token.BROKEN;
      }
      at++;
    }
    text = at - start > LONGEST_WORD ? TOO_LONG : Characters.upper(sql, start, at);
    if (at < sql.length() && sql.charAt(at) == '\'') {
      if (dialect == POSTGRESQL && text.equals("E")) {
        return quoted(quotes.escapedEnd(at), Token.STRING);
      }
      if (dialect == COMMON && (text.equals("Q") || text.equals("NQ"))) {
        return Token.BROKEN; // Oracle's own quotes
      }
    }
    return Token.WORD;
  }

  /** Some servers take {@code 1FOR} for a number and a keyword, others for a name or an error. */
  private Token number() {
    int start = at;
    if (sql.charAt(at) == '0' && at + 2 < sql.length() && (sql.charAt(at + 1) | 0x20) == 'x') {
      at += 2;
      digits(true);
    } else {
      digits(false);
      if (at < sql.length() && sql.charAt(at) == '.') {
        at++;
        digits(false);
      }
      exponent();
    }
    boolean runsOn =
        at < sql.length() && (Characters.continuesName(sql.charAt(at)) || sql.charAt(at) == '.');
    text = runsOn || at - start > LONGEST_WORD ? TOO_LONG : sql.substring(start, at);
    return runsOn ? Token.BROKEN : Token.NUMBER;
  }

  private void exponent() {
    int sign =
        at + 1 < sql.length() && (sql.charAt(at + 1) == '+' || sql.charAt(at + 1) == '-') ? 1 : 0;
    int digit = at + 1 + sign;
    if (digit < sql.length()
        && (sql.charAt(at) | 0x20) == 'e'
        && Character.digit(sql.charAt(digit), 10) >= 0) {
      at = digit;
      digits(false);
    }
  }

  private void digits(boolean hexadecimal) {
    while (at < sql.length()
        && sql.charAt(at) < 0x7f
        && Character.digit(sql.charAt(at), hexadecimal ? 16 : 10) >= 0) {
      at++;
    }
  }

  private Token quoted(int end, Token kind) {
    if (end < 0) {
      return Token.BROKEN;
    }
    if (kind == Token.QUOTED && end - at <= LONGEST_WORD) {
      text = sql.substring(at + 1, end - 1);
    }
    at = end;
    return kind;
  }

  private Token dollar() {
    boolean parameter = at + 1 < sql.length() && Character.digit(sql.charAt(at + 1), 10) >= 0;
    if (dialect == POSTGRESQL && parameter) {
      at++;
      return number();
    }
    boolean quotes = dialect == POSTGRESQL || (dialect == H2 && sql.startsWith("$$", at));
    return quotes ? quoted(this.quotes.dollarEnd(at), Token.STRING) : Token.BROKEN;
  }

  /**
   * In PostgreSQL {@code @} is but an operator's letter, in SQL Server it starts a variable of the
   * batch.
   */
  private Token variable() {
    boolean system = sql.startsWith("@@", at);
    if (dialect == POSTGRESQL) {
      return symbol('@');
    }
    if (dialect == COMMON || (dialect == H2 && system)) {
      return Token.BROKEN;
    }
    at += system ? 2 : 1;
    char first = at < sql.length() ? sql.charAt(at) : ' ';
    if (!system && (first == '\'' || first == '"' || first == '`')) {
      return quotedVariable(first);
    }
    int name = at;
    while (at < sql.length()
        && (Characters.continuesName(sql.charAt(at)) || sql.charAt(at) == '.')) {
      if (sql.charAt(at) >= 0x80) {
        return Token.BROKEN; // part of the name in some character sets
      }
      at++;
    }
    text = at - name > LONGEST_WORD ? "" : Characters.upper(sql, name, at);
    return system ? Token.SYSTEM_VARIABLE : Token.VARIABLE;
  }

  private Token quotedVariable(char quote) {
    int name = at + 1;
    int end =
        quote == '\''
            ? quotes.stringEnd(at)
            : quote == '"' ? quotes.doubleQuotedEnd(at) : quotes.doubledEnd(at, quote);
    if (quoted(end, Token.VARIABLE) == Token.BROKEN) {
      return Token.BROKEN;
    }
    String inside = sql.substring(name, end - 1);
    boolean plain = inside.indexOf(quote) < 0 && inside.indexOf('\\') < 0 && dialect == MYSQL;
    text =
        plain && inside.length() <= LONGEST_WORD
            ? Characters.upper(inside, 0, inside.length())
            : "";
    return Token.VARIABLE;
  }

  /**
   * <code>{fn f(x)}</code>, <code>{d '...'}</code> and the like read as what is inside; a call may
   * do anything.
   */
  private Token jdbcEscape() {
    at++;
    if (!skipBlank()
        || at >= sql.length()
        || !Characters.startsName(sql.charAt(at))
        || word() != Token.WORD) {
      return Token.BROKEN;
    }
    boolean known = Characters.JDBC_ESCAPES.contains(text);
    text = "{";
    return known ? Token.SYMBOL : Token.BROKEN;
  }

  private Token symbol(char c) {
    boolean foreign = "()*+,-./:;<=>?%&^|~!}@#[]".indexOf(c) < 0;
    boolean elsewhere =
        (c == '#' || c == '[' || c == ']') && dialect != POSTGRESQL && !(dialect == H2 && c != '#');
    boolean comment =
        sql.startsWith("*/", at)
            || (sql.startsWith("//", at) && (dialect == H2 || dialect == COMMON));
    if (foreign || elsewhere || comment) {
      return Token.BROKEN;
    }
    text = sql.startsWith(":=", at) ? ":=" : Characters.symbol(c);
    at += text.length();
    return Token.SYMBOL;
  }
}
