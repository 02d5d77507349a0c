package io.dbkeepalive.commandline;

/** What the command line tells scripts. */
public final class ExitStatus {
  public static final int HEALTHY = 0;
  public static final int UNHEALTHY = 1;
  public static final int USAGE = 2;

  /** There is no such JVM, no agent in it, or nobody answers. */
  public static final int NOT_REACHABLE = 3;

  /** Somebody answered, and said no. */
  public static final int REFUSED = 4;

  private ExitStatus() {}

  static int of(boolean healthy) {
    return healthy ? HEALTHY : UNHEALTHY;
  }
}
