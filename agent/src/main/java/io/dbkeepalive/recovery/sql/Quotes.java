package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;

/**
 * Finds where quoted parts of a SQL text end: the index after the closing quote, or -1 where there
 * is none or the end is in doubt.
 */
final class Quotes {

  private final String sql;
  private final SqlDialect dialect;
  private final boolean backslash;
  private boolean ambiguous;
  private boolean leftOpen;
  private long steps;

  Quotes(String sql, SqlDialect dialect, boolean backslash) {
    this.sql = sql;
    this.dialect = dialect;
    this.backslash = backslash;
  }

  boolean ambiguous() {
    return ambiguous;
  }

  boolean leftOpen() {
    return leftOpen;
  }

  long steps() {
    return steps;
  }

  /** Of {@code '...'}. H2 alone has no setting that makes a backslash an escape. */
  int stringEnd(int start) {
    int end = end(start, '\'', backslash);
    leftOpen = end < 0;
    if (!ambiguous && dialect != SqlDialect.H2) {
      ambiguous = end != end(start, '\'', !backslash);
    }
    return end;
  }

  /**
   * Of {@code "..."}: a string or a name in MySQL, after its setting ANSI_QUOTES, and in databases
   * that we do not know.
   */
  int doubleQuotedEnd(int start) {
    int end = end(start, '"', false);
    boolean mayEscape = dialect == SqlDialect.MYSQL || dialect == SqlDialect.COMMON;
    return mayEscape && end != end(start, '"', true) ? -1 : end;
  }

  /** Of a part where only the doubled quote stands for itself. */
  int doubledEnd(int start, char quote) {
    return end(start, quote, false);
  }

  /** Of PostgreSQL's {@code E'...'}, whose quote stands one after {@code start}'s letter. */
  int escapedEnd(int quote) {
    return end(quote, '\'', true);
  }

  /** Of {@code $tag$...$tag$}. */
  int dollarEnd(int start) {
    int tagEnd = start + 1;
    while (tagEnd < sql.length()
        && sql.charAt(tagEnd) != '$'
        && Characters.continuesName(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return -1;
    }
    String tag = sql.substring(start, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    int end = close < 0 ? -1 : close + tag.length();
    steps += (end < 0 ? sql.length() : end) - start;
    return end;
  }

  private int end(int start, char quote, boolean escapes) {
    int i = start + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\' && escapes) {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i += 2;
      } else {
        steps += i - start;
        return i + 1;
      }
    }
    steps += sql.length() - start;
    return -1;
  }
}
