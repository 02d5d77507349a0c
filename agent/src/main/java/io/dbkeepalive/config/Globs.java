package io.dbkeepalive.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Patterns for JDBC URLs, separated by {@code |}: a comma separates options and a semicolon stands
 * in the URLs of SQL Server and H2, a bar in none. Letter case is ignored, because host names
 * ignore it. Immutable.
 */
final class Globs {
  static final Globs NONE = new Globs(Collections.emptyList());

  private final List<String> patterns;

  private Globs(List<String> patterns) {
    this.patterns = patterns;
  }

  /**
   * @throws IllegalArgumentException when the text holds no pattern
   */
  static Globs parse(String text) {
    List<String> patterns = new ArrayList<>();
    for (String part : text.split("\\|", -1)) {
      if (!part.trim().isEmpty()) {
        patterns.add(part.trim().toLowerCase(Locale.ROOT));
      }
    }
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("no glob in it");
    }
    return new Globs(patterns);
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of the patterns stands for the whole text. */
  boolean match(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String pattern : patterns) {
      if (matches(pattern, lower)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Only the last star is ever tried again, so the work is at most pattern times text: a regular
   * expression could take exponential time on a pattern of many stars.
   */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
