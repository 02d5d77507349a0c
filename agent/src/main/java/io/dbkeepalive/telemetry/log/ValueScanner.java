package io.dbkeepalive.telemetry.log;

/**
 * Masks the values of keys that name a secret. Where a value ends depends on what stands before its
 * key, since the character that separates pairs differs: {@code &} in a URL's query, {@code ;} in
 * SQL Server's and H2's, a comma or a bracket in lists.
 *
 * <p>Each character is looked at a bounded number of times: behind the position there is only the
 * key, ahead of it only a value that is then left behind, or one word after a separator.
 */
final class ValueScanner {
  private final String text;

  /** A text that begins as a URL is taken as one to its end, spaces included. */
  private final boolean isUrl;

  private final StringBuilder masked;

  private ValueScanner(String text) {
    this.text = text;
    this.isUrl = text.regionMatches(true, 0, "jdbc:", 0, 5);
    this.masked = new StringBuilder(text.length());
  }

  static String mask(String text) {
    return new ValueScanner(text).mask();
  }

  private String mask() {
    int i = 0;
    while (i < text.length()) {
      int end = wordEnd(i);
      if (end == i) {
        masked.append(text.charAt(i++));
        continue;
      }
      String word = text.substring(i, end);
      int value = Secrets.isSecretKey(word) ? valueStart(word, end) : -1;
      if (value < 0 && word.equalsIgnoreCase("identified")) {
        value = identifiedBy(end);
      }
      masked.append(word);
      if (value >= 0) {
        masked.append(text, end, value);
        int after = valueEnd(value, i == 0 ? ' ' : text.charAt(i - 1));
        appendMask(value, after);
        end = after;
      }
      i = end;
    }
    return masked.toString();
  }

  /** Keeps the quotation marks, so that what was JSON stays JSON. */
  private void appendMask(int start, int end) {
    char first = start < end ? text.charAt(start) : ' ';
    boolean quoted = isQuote(first) && end - start > 1 && text.charAt(end - 1) == first;
    masked.append(quoted ? first + Secrets.MASK + first : Secrets.MASK);
  }

  /**
   * Where the value of the secret key that ends here begins: behind {@code =}, {@code :} or {@code
   * =>}, or at a quotation mark as in {@code PASSWORD 'x'} and {@code PASSWORD('x')}; -1 when none
   * follows.
   */
  private int valueStart(String key, int end) {
    int i = end;
    if (i < text.length() && isQuote(text.charAt(i))) {
      i++;
    }
    i = skipSpaces(i);
    char c = at(i);
    if (c == ':' && (isThrowable(key) || isUsingPassword(end, i))) {
      return -1;
    }
    if (c == '=' || c == ':') {
      i++;
      return skipSpaces(at(i) == '=' || at(i) == '>' ? i + 1 : i);
    }
    int bracket = c == '(' ? skipSpaces(i + 1) : i;
    return bracket > end && isQuote(at(bracket)) ? bracket : -1;
  }

  /** SQL's {@code IDENTIFIED BY 'x'}. */
  private int identifiedBy(int end) {
    int by = skipSpaces(end);
    if (by == end || !text.regionMatches(true, by, "by", 0, 2)) {
      return -1;
    }
    int value = skipSpaces(by + 2);
    return value == by + 2 ? -1 : value;
  }

  /** {@code TokenException: what happened} has no secret behind its colon. */
  private static boolean isThrowable(String key) {
    return key.endsWith("Exception") || key.endsWith("Error");
  }

  /** MySQL's "(using password: YES)" only tells whether one was sent. */
  private boolean isUsingPassword(int end, int colon) {
    return text.regionMatches(end - 14, "using password", 0, 14)
        && (text.startsWith(": YES)", colon) || text.startsWith(": NO)", colon));
  }

  private int valueEnd(int start, char before) {
    boolean isQuery = before == '?' || before == '&';
    boolean isSemicolonList = before == ';';
    int i = start;
    if (at(i) == '{') {
      i = closing(i, '}');
    } else if (!isQuery && !isSemicolonList && isQuote(at(i))) {
      i = closing(i, at(i));
      if (i == text.length() || endsQuoted(at(i))) {
        return i;
      }
    }
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean ends;
      if (Character.isWhitespace(c)) {
        ends = !isUrl;
      } else if (isQuery) {
        ends = c == '&';
      } else if (isSemicolonList) {
        ends = c == ';';
      } else if (c == ',') {
        ends = startsPair(i + 1);
      } else {
        ends = c == '&' || c == ';' || (c == ')' && (before == '(' || before == ','));
      }
      if (ends) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** Behind the closing mark, which stands for itself when doubled; the end when there is none. */
  private int closing(int open, char mark) {
    int i = open + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == mark && at(i + 1) == mark) {
        i += 2;
      } else if (c == '\\' && mark != '}') {
        i += 2;
      } else if (c == mark) {
        return i + 1;
      } else {
        i++;
      }
    }
    return text.length();
  }

  private static boolean endsQuoted(char c) {
    return Character.isWhitespace(c) || ",;)&]}".indexOf(c) >= 0;
  }

  private boolean startsPair(int start) {
    int word = skipSpaces(start);
    int end = wordEnd(word);
    return end > word && at(end) == '=';
  }

  private int wordEnd(int start) {
    int i = start;
    while (i < text.length() && isWord(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private int skipSpaces(int start) {
    int i = start;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private char at(int i) {
    return i < text.length() ? text.charAt(i) : '\0';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
