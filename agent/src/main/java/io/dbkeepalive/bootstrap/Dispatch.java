package io.dbkeepalive.bootstrap;

/**
 * The methods that woven code calls, each by name: the table of what is called where is {@code
 * AdviceByRole} and {@code Weaver}. They stay small enough for the JIT compiler to inline them, and
 * the one {@link Dispatcher} is a constant to it once the first of them ran. Thread-safe.
 *
 * <p>What a call's end takes first is what the driver returned or threw; {@code token} and {@code
 * outermost} are what its start gave.
 */
public final class Dispatch {
  static final Dispatcher TO = Installed.dispatcher;

  private Dispatch() {}

  /** The start of a guarded call; see {@link Dispatcher#enter}, null for no handle of ours too. */
  public static Object enter(Object self, int method) {
    HandleState state = HandleState.of(self);
    return state == null ? null : TO.enter(state, self, method);
  }

  /** The end of one that went well. */
  public static void leave(Object self, int method, Object token) {
    if (token != null) {
      TO.leave(HandleState.of(self), method);
    }
  }

  /** The same for an execution. */
  public static void executed(Object result, Object self, int method, Object token, String sql) {
    if (token != null) {
      TO.executed(HandleState.of(self), method, result, sql);
    }
  }

  /** The same for one whose result tells nothing. */
  public static void executed(Object self, int method, Object token, String sql) {
    executed(null, self, method, token, sql);
  }

  /** The same for a session that was set, or a statement that was created. */
  public static void done(
      Object result, Object self, int method, Object token, Object[] arguments) {
    if (token != null) {
      TO.done(HandleState.of(self), method, arguments, result);
    }
  }

  /** The same for a setting that is either on or off. */
  public static void flag(Object self, int method, Object token, boolean value) {
    if (token != null) {
      TO.flag(HandleState.of(self), method, value);
    }
  }

  /**
   * The end of one that failed, or took a detour.
   *
   * @param thrown null on a detour
   * @return what the application gets
   * @throws Throwable what the application gets instead
   */
  public static Object recover(
      Throwable thrown, Object self, int method, Object token, Object[] arguments)
      throws Throwable {
    if (token == null) {
      throw thrown;
    }
    return TO.recover(HandleState.of(self), self, method, arguments, thrown);
  }

  /** The start of a setter; false for no handle of ours too. */
  public static boolean enterParameter(Object self) {
    HandleState state = HandleState.of(self);
    return state != null && TO.enterParameter(state);
  }

  /** The same for one of a stream. */
  public static boolean enterStream(Object self, Object stream) {
    HandleState state = HandleState.of(self);
    return state != null && TO.enterStream(state, stream);
  }

  /** The end of a setter that went well. */
  public static void parameter(
      Object self, int method, boolean outermost, int index, Object value) {
    if (outermost) {
      TO.parameter(leaveParameter(self), method, index, value);
    }
  }

  /** The same. */
  public static void parameter(Object self, int method, boolean outermost, int index, long value) {
    if (outermost) {
      TO.parameter(leaveParameter(self), method, index, value);
    }
  }

  /** The same. */
  public static void parameter(
      Object self, int method, boolean outermost, int index, boolean value) {
    parameter(self, method, outermost, index, value ? 1L : 0L);
  }

  /** The same. */
  public static void parameter(
      Object self, int method, boolean outermost, int index, double value) {
    parameter(self, method, outermost, index, Double.doubleToRawLongBits(value));
  }

  /** The same for all other calls that change what the next execution does. */
  public static void changed(Object self, int method, boolean outermost, Object[] arguments) {
    if (outermost) {
      TO.changed(leaveParameter(self), method, arguments);
    }
  }

  /** The end of one that failed; see {@link Dispatcher#recoverUnguarded}. */
  public static Object recoverSetter(
      Throwable thrown, Object self, int method, boolean outermost, Object[] arguments)
      throws Throwable {
    if (!outermost) {
      throw thrown;
    }
    return TO.recoverUnguarded(leaveParameter(self), self, method, arguments, thrown);
  }

  private static HandleState leaveParameter(Object self) {
    HandleState state = HandleState.of(self);
    TO.leaveParameter(state);
    return state;
  }

  /** The end of a question that failed; the same. */
  public static Object ask(Throwable thrown, Object self, int method, Object[] arguments)
      throws Throwable {
    HandleState state = HandleState.of(self);
    if (state == null) {
      throw thrown;
    }
    return TO.recoverUnguarded(state, self, method, arguments, thrown);
  }

  /** What {@code isClosed} answers. */
  public static boolean isClosed(boolean answer, Object self) {
    HandleState state = HandleState.of(self);
    return state == null ? answer : TO.isClosed(state, answer);
  }

  /** What {@code getConnection} of a statement or of metadata answers. */
  public static Object connectionOf(Object answer, Object self) {
    HandleState state = HandleState.of(self);
    Object known = state == null ? null : TO.connectionOf(state, answer);
    return known == null ? answer : known;
  }

  /** The same where the driver does not. */
  public static Object connectionOf(Throwable thrown, Object self) throws Throwable {
    HandleState state = HandleState.of(self);
    Object known = state == null ? null : TO.connectionOf(state, null);
    if (known == null) {
      throw thrown;
    }
    return known;
  }

  /** The application's own object for {@code answer}, see {@link Dispatcher#handleOf}. */
  public static Object handleOf(Object answer) {
    return TO.handleOf(answer);
  }

  /** The start of {@code close}; false for no handle of ours too. */
  public static boolean closing(Object self) {
    HandleState state = HandleState.of(self);
    return state != null && TO.closing(state);
  }

  /** The end of one that went well. */
  public static void closed(Object self, boolean outermost) throws Throwable {
    if (outermost) {
      close(self, null);
    }
  }

  /** The end of one that failed. */
  public static Object closed(Throwable thrown, Object self, boolean outermost) throws Throwable {
    if (!outermost) {
      throw thrown;
    }
    close(self, thrown);
    return null;
  }

  private static void close(Object self, Throwable thrown) throws Throwable {
    Throwable seen = TO.closed(HandleState.of(self), self, thrown);
    if (seen != null) {
      throw seen;
    }
  }

  /** See {@link Dispatcher#vendor}. */
  public static void vendor(Object self) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      TO.vendor(state);
    }
  }

  /** See {@link Dispatcher#vendorSetting}. */
  public static void vendorSetting(Object self) {
    HandleState state = HandleState.of(self);
    if (state != null) {
      TO.vendorSetting(state);
    }
  }

  /** A data source is about to open a connection; see {@link Dispatcher#opening}. */
  public static Object opening(Object source, String method) throws Throwable {
    return TO.opening(source, method, null);
  }

  /** A driver is; the same. */
  public static Object opening(Object driver, String method, String url) throws Throwable {
    return TO.opening(driver, method, url);
  }

  /** See {@link Dispatcher#connectWith}. */
  public static Object connectWith(Object driver, String url, Object info) {
    return TO.connectWith(driver, url, info);
  }

  /** A connection was opened, or none where {@code result} is null. */
  public static void opened(Object result, Object token, Object opener, Object[] arguments) {
    TO.opened(token, opener, arguments, result);
  }

  /** None was, for {@code thrown}, which is thrown on. */
  public static Object notOpened(Throwable thrown, Object token, Object opener, Object[] arguments)
      throws Throwable {
    TO.opened(token, opener, arguments, null);
    throw thrown;
  }

  /** See {@link Dispatcher#borrowing}. */
  public static Object borrowing(Object source) {
    return TO.borrowing(source);
  }

  /** A connection was handed out. */
  public static void borrowed(Object result, Object token, Object source) {
    if (token != null) {
      TO.borrowed(token, source, result);
    }
  }

  /** None was, for {@code thrown}, which is thrown on. */
  public static Object notBorrowed(Throwable thrown, Object token, Object source) throws Throwable {
    borrowed(null, token, source);
    throw thrown;
  }

  /** See {@link Dispatcher#returned}. */
  public static void returned(Object connection) {
    TO.returned(connection);
  }

  /** See {@link Dispatcher#used}. */
  public static void used(Object connection) {
    TO.used(connection);
  }

  /** See {@link Dispatcher#ended}. */
  public static void ended(Object connection) {
    TO.ended(connection);
  }

  /** Set before the first class is woven, so before {@link Dispatch} is initialised. */
  public static final class Installed {
    public static volatile Dispatcher dispatcher;

    private Installed() {}
  }
}
