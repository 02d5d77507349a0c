package io.dbkeepalive.connection;

import java.util.Locale;
import java.util.Properties;

/** Finds names of settings in what the application wrote. Stateless. */
final class Words {
  private Words() {}

  /** Whether a word stands in a text that may be null: alone, not as the end of a longer one. */
  static boolean isIn(String text, String word) {
    String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
    String sought = word.toLowerCase(Locale.ROOT);
    for (int at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + 1)) {
      char before = at == 0 ? ' ' : lower.charAt(at - 1);
      if (before != '_' && !Character.isLetterOrDigit(before)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is the name of a property, or stands in a value. */
  static boolean isIn(Properties info, String word) {
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        if (isIn(name, word) || !Login.isPassword(name) && isIn(info.getProperty(name), word)) {
          return true;
        }
      }
    }
    return false;
  }
}
