package io.dbkeepalive.connection.leak;

import java.util.ArrayList;
import java.util.List;

/** Stacks as people want to read them: short, and the application's own frames. Stateless. */
final class Frames {
  private static final int MOST = 8;
  private static final int MOST_NOW = 3;

  /** The JDK's, and ours. */
  private static final String[] MACHINERY = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "io.dbkeepalive.bootstrap.",
    "io.dbkeepalive.connection.",
    "io.dbkeepalive.instrumentation."
  };

  private Frames() {}

  /** Who called the opener, the nearest first. */
  static String behind(Class<?> opener, StackTraceElement[] stack) {
    int start = 0;
    for (int i = 0; i < stack.length; i++) {
      if (opens(opener, stack[i])) {
        start = i + 1;
      }
    }
    return text(stack, start, MOST);
  }

  private static boolean opens(Class<?> opener, StackTraceElement frame) {
    String method = frame.getMethodName();
    if (!method.equals("getConnection") && !method.equals("connect")) {
      return false;
    }
    if (frame.getClassName().equals("java.sql.DriverManager")) {
      return true;
    }
    for (Class<?> type = opener; type != null; type = type.getSuperclass()) {
      if (frame.getClassName().equals(type.getName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a thread does at this moment.
   *
   * @param thread null if nobody has it any more
   */
  static String now(Thread thread) {
    if (thread == null || !thread.isAlive()) {
      return "ended";
    }
    return text(thread.getStackTrace(), 0, MOST_NOW);
  }

  private static String text(StackTraceElement[] stack, int start, int most) {
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = start; i < stack.length && own.size() < most; i++) {
      (isMachinery(stack[i].getClassName()) ? others : own).add(text(stack[i]));
    }
    List<String> shown = own.isEmpty() ? others : own;
    return String.join(" < ", shown.subList(0, Math.min(most, shown.size())));
  }

  /** Without the names of module and loader, which only some JVMs give. */
  private static String text(StackTraceElement frame) {
    String method = frame.getClassName() + '.' + frame.getMethodName();
    return frame.getLineNumber() > 0 ? method + ':' + frame.getLineNumber() : method;
  }

  private static boolean isMachinery(String className) {
    for (String name : MACHINERY) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
