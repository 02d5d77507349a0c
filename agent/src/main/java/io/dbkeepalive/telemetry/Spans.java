package io.dbkeepalive.telemetry;

import java.util.Locale;

/** Spans of time as people read them. */
public final class Spans {
  private Spans() {}

  /** For example {@code 870us}, {@code 4.1ms}, {@code 2.5s}, {@code 8h0m2s}. */
  public static String text(long nanos) {
    if (nanos < 1_000_000) {
      return Math.max(0, nanos / 1_000) + "us";
    }
    if (nanos < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.1fms", nanos / 1e6);
    }
    long seconds = nanos / 1_000_000_000;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", nanos / 1e9);
    }
    String minutes = seconds / 60 % 60 + "m" + seconds % 60 + "s";
    return seconds < 3_600 ? minutes : seconds / 3_600 + "h" + minutes;
  }
}
