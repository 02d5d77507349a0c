package io.dbkeepalive.bootstrap;

/**
 * What the agent knows of one handle: of a {@code Connection} or {@code Statement} that a driver
 * gave to the application. Woven code looks at {@link #current} only.
 *
 * <p>Thread-safe as far as {@link #current} goes; the isolated part extends it.
 */
public abstract class HandleState {
  /**
   * The driver's object that does the work: the handle itself, or, once it was healed, the object
   * of the new physical connection that took its place. Never null. Volatile, for the thread that
   * heals need not be the one that calls next.
   */
  public volatile Object current;

  private final Object handle;

  protected HandleState(Object handle) {
    this.handle = handle;
    this.current = handle;
  }

  /** What the application holds; never null. */
  public final Object handle() {
    return handle;
  }

  /** The state of an object, null where it is no handle of ours. */
  public static HandleState of(Object self) {
    return self instanceof Handle ? ((Handle) self).dbkeepaliveState() : null;
  }

  /**
   * Where woven code asks, first of all, whether a call belongs elsewhere.
   *
   * @param self the object that was called
   * @return the object to call instead, null to go on in {@code self}
   */
  public static Object redirect(Object self) {
    HandleState state = of(self);
    if (state == null) {
      return null;
    }
    Object current = state.current;
    return current == self || state.isBypassed() ? null : current;
  }

  /**
   * The same for what works past JDBC, where nobody can refuse it: what it does after a part of a
   * transaction was lost must not reach the new session, so the lost one answers.
   */
  public static Object redirectVendor(Object self) {
    HandleState state = of(self);
    return state == null || state.isQuarantined() ? null : redirect(self);
  }

  /** Whether a part of the application's transaction was lost, and it did not roll back yet. */
  protected abstract boolean isQuarantined();

  /** Whether the calling thread is the agent itself, at work on an object that was replaced. */
  protected abstract boolean isBypassed();
}
