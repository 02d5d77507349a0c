package io.dbkeepalive.recovery.sql;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What single characters mean to a lexer of SQL, of any dialect. Stateless. */
final class Characters {

  /**
   * JDBC 4.3, 13.4: escapes that stand for an expression or a clause; {@code call} is none of them.
   */
  static final Set<String> JDBC_ESCAPES =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("FN", "D", "T", "TS", "OJ", "ESCAPE", "LIMIT")));

  private static final String[] SYMBOLS = new String[0x80];

  static {
    for (char c = 0; c < SYMBOLS.length; c++) {
      SYMBOLS[c] = String.valueOf(c);
    }
  }

  private Characters() {}

  static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean continuesName(char c) {
    return startsName(c) || (c >= '0' && c <= '9') || c == '$';
  }

  /**
   * False for what some server may take for a blank, and for letters whose upper or lower case is
   * ASCII, like the Kelvin sign: a server may read a keyword with them that we do not.
   */
  static boolean plain(char c) {
    if (c < 0x80) {
      return true;
    }
    if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
      return false;
    }
    String one = String.valueOf(c);
    String folded = one.toUpperCase(Locale.ROOT) + one.toLowerCase(Locale.ROOT);
    return folded.chars().allMatch(folding -> folding >= 0x80);
  }

  static boolean mayEndLine(char c) {
    return c == '\r' || c == 0x0b || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /** Whether the comment that starts here is code: of MySQL, or of MariaDB alone. */
  static boolean executable(String sql, int start) {
    return sql.startsWith("/*!", start)
        || sql.startsWith("/*M!", start)
        || sql.startsWith("/*m!", start);
  }

  /**
   * In ASCII upper case; other characters stay, so that no name outside of ASCII equals a known
   * one.
   */
  static String upper(String sql, int from, int to) {
    char[] letters = new char[to - from];
    for (int i = from; i < to; i++) {
      char c = sql.charAt(i);
      letters[i - from] = c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
    }
    return new String(letters);
  }

  static String symbol(char c) {
    return SYMBOLS[c];
  }
}
