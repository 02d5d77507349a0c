package io.dbkeepalive.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes with their unit. Stateless. */
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])b");

  private Sizes() {}

  /**
   * @throws IllegalArgumentException for what is none
   */
  static long bytes(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException("not a size with its unit");
    }
    int shift = 10 * ("kmg".indexOf(size.group(2)) + 1);
    return Long.parseLong(size.group(1)) << shift;
  }
}
