package io.dbkeepalive.connection.budget;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who opened a connection: thread and the nearest frames of its stack. Immutable. */
final class OpenedBy {
  private static final int MOST_FRAMES = 6;
  private static final int LONGEST = 100;

  final String thread;

  /**
   * From the inside to the outside; frames of the agent, of JDBC and of the opener are left out.
   */
  final List<String> frames;

  private OpenedBy(String thread, List<String> frames) {
    this.thread = thread;
    this.frames = frames;
  }

  /** The calling thread. */
  static OpenedBy caller(Class<?> opener) {
    return of(Thread.currentThread().getName(), new Throwable().getStackTrace(), opener);
  }

  static OpenedBy of(String thread, StackTraceElement[] stack, Class<?> opener) {
    List<String> frames = new ArrayList<>();
    String openersPackage = packageOf(opener.getName());
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      boolean inside = isOpening(name, openersPackage);
      if (!frames.isEmpty() || !inside) {
        frames.add(textOf(frame));
      }
      if (frames.size() == MOST_FRAMES) {
        break;
      }
    }
    return new OpenedBy(cut(thread), Collections.unmodifiableList(frames));
  }

  private static boolean isOpening(String name, String openersPackage) {
    return name.startsWith("io.dbkeepalive.bootstrap.")
        || name.startsWith("io.dbkeepalive.connection.")
        || name.startsWith("io.dbkeepalive.instrumentation.")
        || name.startsWith("java.sql.")
        || name.startsWith("javax.sql.")
        || packageOf(name).equals(openersPackage);
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  /** Without the module; its end, where it is long, for there stands the line. */
  private static String textOf(StackTraceElement frame) {
    String place =
        frame.getLineNumber() < 0
            ? frame.getFileName()
            : frame.getFileName() + ":" + frame.getLineNumber();
    String text = frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
    return text.length() <= LONGEST ? text : "…" + text.substring(text.length() - LONGEST + 1);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
