package io.dbkeepalive.telemetry.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Says what a throwable is, with secrets masked. It survives throwables that are broken themselves.
 */
final class ErrorText {
  static final int LONGEST_SUMMARY = 500;
  static final int LONGEST_STACK = 20_000;
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 64;

  private ErrorText() {}

  /** The class and the message, where there is one. */
  static String summary(Throwable error) {
    String message = message(error);
    String name = error.getClass().getName();
    return message == null || message.isEmpty() ? name : name + ": " + Secrets.mask(message);
  }

  /** The summaries and frames of the throwable and its causes, a bounded number of each. */
  static String stack(Throwable error) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    StringBuilder text = new StringBuilder();
    Throwable current = error;
    while (current != null && seen.size() < MOST_CAUSES && seen.add(current)) {
      text.append(current == error ? "" : "caused by ").append(summary(current)).append('\n');
      StackTraceElement[] frames = current.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
        text.append("  at ").append(frames[i]).append('\n');
      }
      current = current.getCause();
    }
    return text.toString();
  }

  private static String message(Throwable error) {
    try {
      return error.getMessage();
    } catch (RuntimeException e) {
      return "<" + e.getClass().getName() + " in getMessage>";
    }
  }
}
