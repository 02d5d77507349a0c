package io.dbkeepalive.config;

import java.util.Locale;

/** Reads sizes with their unit: up to nine digits, and {@code kb}, {@code mb} or {@code gb}. */
final class Sizes {
  private static final int MOST_DIGITS = 9;

  private Sizes() {}

  /**
   * @throws IllegalArgumentException for what is none
   */
  static long bytes(String text) {
    String size = text.toLowerCase(Locale.ROOT);
    int digits = 0;
    long number = 0;
    for (; digits < size.length() && isDigit(size.charAt(digits)); digits++) {
      number = 10 * number + (size.charAt(digits) - '0');
    }
    String unit = size.substring(digits);
    int shift = unit.length() == 2 && unit.charAt(1) == 'b' ? "kmg".indexOf(unit.charAt(0)) : -1;
    if (digits == 0 || digits > MOST_DIGITS || shift < 0) {
      throw new IllegalArgumentException("not a size with its unit");
    }
    return number << 10 * (shift + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
