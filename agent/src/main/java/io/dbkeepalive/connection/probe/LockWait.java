package io.dbkeepalive.connection.probe;

/**
 * Tells a thread that waits for another one from a thread that waits for the network. Stateless.
 */
public final class LockWait {
  /** Nearer to the top than this stand the frames of a lock. */
  private static final int TOP = 4;

  private LockWait() {}

  /** Whether {@code thread} waits for a monitor or a lock at this moment. */
  public static boolean isIn(Thread thread) {
    switch (thread.getState()) {
      case BLOCKED:
        return true;
      case WAITING:
      case TIMED_WAITING:
        return isLock(thread.getStackTrace());
      default:
        return false; // it may be on its way through the code of a lock
    }
  }

  /** Sockets of recent JVMs park, too; those of virtual threads do so for each read. */
  static boolean isLock(StackTraceElement[] stack) {
    boolean parked = false;
    for (int i = 0; i < stack.length; i++) {
      String type = stack[i].getClassName();
      if (type.startsWith("sun.nio.ch.") || type.startsWith("java.net.")) {
        return false;
      }
      parked |=
          i < TOP
              && (type.startsWith("java.util.concurrent.locks.")
                  || type.equals("java.lang.Object")
                      && stack[i].getMethodName().startsWith("wait"));
    }
    return parked;
  }
}
