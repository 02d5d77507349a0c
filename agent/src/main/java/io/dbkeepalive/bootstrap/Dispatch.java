package io.dbkeepalive.bootstrap;

/**
 * Holds the one {@link Dispatcher}: a constant to the JIT compiler once the first woven call ran.
 */
public final class Dispatch {
  public static final Dispatcher TO = Installed.dispatcher;

  private Dispatch() {}

  /** Set before the first class is woven, so before {@link Dispatch} is initialised. */
  public static final class Installed {
    public static volatile Dispatcher dispatcher;

    private Installed() {}
  }
}
