package io.dbkeepalive.bootstrap;

/**
 * Holds the one {@link Dispatcher}, a constant to the JIT compiler once the first woven call ran,
 * and what all woven methods have in common: they stay small enough for that compiler to inline
 * them. Thread-safe.
 */
public final class Dispatch {
  public static final Dispatcher TO = Installed.dispatcher;

  private Dispatch() {}

  /** The start of a guarded call; see {@link Dispatcher#enter}, null for no handle of ours too. */
  public static Object enter(Object self, int method) {
    HandleState state = HandleState.of(self);
    return state == null ? null : TO.enter(state, self, method);
  }

  /**
   * The end of a guarded call.
   *
   * @param entered what {@link #enter} said
   * @param thrown null if the driver has thrown nothing, or was left out
   * @return false: {@link #recover}
   */
  public static boolean leave(Object self, int method, Object entered, Throwable thrown) {
    if (wentWell(entered, thrown)) {
      TO.leave(HandleState.of(self), method);
      return true;
    }
    return entered == null;
  }

  /** The same for an execution, see {@link Dispatcher#executed}. */
  public static boolean executed(
      Object self, int method, Object entered, Throwable thrown, Object result, String sql) {
    if (wentWell(entered, thrown)) {
      TO.executed(HandleState.of(self), method, result, sql);
      return true;
    }
    return entered == null;
  }

  /** The same for a setting that is either on or off. */
  public static boolean flag(
      Object self, int method, Object entered, Throwable thrown, boolean value) {
    if (wentWell(entered, thrown)) {
      TO.flag(HandleState.of(self), method, value);
      return true;
    }
    return entered == null;
  }

  /** The same for a session that was set, or a statement that was created. */
  public static boolean done(
      Object self,
      int method,
      Object entered,
      Throwable thrown,
      Object[] arguments,
      Object result) {
    if (wentWell(entered, thrown)) {
      TO.done(HandleState.of(self), method, arguments, result);
      return true;
    }
    return entered == null;
  }

  private static boolean wentWell(Object entered, Throwable thrown) {
    return thrown == null && entered != null && !(entered instanceof Detour);
  }

  /** See {@link Dispatcher#recover}. */
  public static Object recover(Object self, int method, Object[] arguments, Throwable failure)
      throws Throwable {
    return TO.recover(HandleState.of(self), self, method, arguments, failure);
  }

  /** The start of a setter; see {@link Dispatcher#enterParameter}, false for no handle of ours. */
  public static boolean enterParameter(Object self) {
    HandleState state = HandleState.of(self);
    return state != null && TO.enterParameter(state);
  }

  /**
   * The end of a setter.
   *
   * @param outermost what {@link #enterParameter} said
   * @param thrown null if the driver has thrown nothing
   * @return false: {@link #recoverUnguarded}
   */
  public static boolean parameter(
      Object self, int method, boolean outermost, Throwable thrown, int index, long value) {
    if (!outermost) {
      return true;
    }
    HandleState state = leaveParameter(self);
    if (thrown == null) {
      TO.parameter(state, method, index, value);
    }
    return thrown == null;
  }

  /** The same for one of an object. */
  public static boolean parameter(
      Object self, int method, boolean outermost, Throwable thrown, int index, Object value) {
    if (!outermost) {
      return true;
    }
    HandleState state = leaveParameter(self);
    if (thrown == null) {
      TO.parameter(state, method, index, value);
    }
    return thrown == null;
  }

  /** The same for all other calls that change what the next execution does. */
  public static boolean changed(
      Object self, int method, boolean outermost, Throwable thrown, Object[] arguments) {
    if (!outermost) {
      return true;
    }
    HandleState state = leaveParameter(self);
    if (thrown == null) {
      TO.changed(state, method, arguments);
    }
    return thrown == null;
  }

  private static HandleState leaveParameter(Object self) {
    HandleState state = HandleState.of(self);
    TO.leaveParameter(state);
    return state;
  }

  /** See {@link Dispatcher#recoverUnguarded}. */
  public static Object recoverUnguarded(
      Object self, int method, Object[] arguments, Throwable failure) throws Throwable {
    return TO.recoverUnguarded(HandleState.of(self), self, method, arguments, failure);
  }

  /** Set before the first class is woven, so before {@link Dispatch} is initialised. */
  public static final class Installed {
    public static volatile Dispatcher dispatcher;

    private Installed() {}
  }
}
