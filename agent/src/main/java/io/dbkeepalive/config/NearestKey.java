package io.dbkeepalive.config;

import java.util.Locale;

/** Finds the option that a misspelt key most likely meant. */
final class NearestKey {
  /** No key is half as long; a longer text is compared by its start. */
  private static final int LONGEST = 64;

  private NearestKey() {}

  /** The option whose key takes the fewest edits to reach, letter case aside. */
  static Option of(String key) {
    Option nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (Option option : Option.values()) {
      int edits = edits(normal(key), option.key());
      if (edits < fewest) {
        nearest = option;
        fewest = edits;
      }
    }
    return nearest;
  }

  /** Whether the key is so close to an option's that it can hardly mean anything else. */
  static boolean isMisspelling(String key) {
    int edits = edits(normal(key), of(key).key());
    return edits <= 2 && edits * 3 <= key.length();
  }

  private static String normal(String key) {
    String bounded = key.substring(0, Math.min(key.length(), LONGEST));
    return bounded.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Levenshtein distance: insertions, deletions and replacements, each of them one. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
