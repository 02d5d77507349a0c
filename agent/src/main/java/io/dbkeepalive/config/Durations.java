package io.dbkeepalive.config;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Reads durations such as {@code 500ms}, {@code 5s}, {@code 10m}, {@code 2h}. */
public final class Durations {
  private static final int MOST_DIGITS = 9;

  private Durations() {}

  /**
   * The duration in milliseconds.
   *
   * @throws IllegalArgumentException when it has no unit, an unknown one, a fraction or a sign; the
   *     message does not hold the text
   */
  public static long millis(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0) {
      throw new IllegalArgumentException("not a duration");
    }
    String unit = text.substring(digits).trim().toLowerCase(Locale.ROOT);
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("a number without a unit");
    }
    if (digits > MOST_DIGITS) {
      throw new IllegalArgumentException("out of bounds");
    }
    return unit(unit).toMillis(Long.parseLong(text.substring(0, digits)));
  }

  private static TimeUnit unit(String name) {
    switch (name) {
      case "ms":
        return TimeUnit.MILLISECONDS;
      case "s":
        return TimeUnit.SECONDS;
      case "m":
        return TimeUnit.MINUTES;
      case "h":
        return TimeUnit.HOURS;
      default:
        throw new IllegalArgumentException("not a whole number with a known unit");
    }
  }
}
