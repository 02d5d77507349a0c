package io.dbkeepalive.bootstrap;

/**
 * What woven code calls. Only types of {@code java.lang} stand here: since Java 9 the loader of
 * this class cannot see {@code java.sql}.
 *
 * <p>A guarded call is {@link #enter}, the driver's code, then {@link #leave} when it went well and
 * {@link #recover} when it did not, or when {@code enter} asked for a {@link Detour}.
 * Implementations are thread-safe and let no exception of their own through; what {@link #recover}
 * throws is what the application shall see.
 */
public interface Dispatcher {
  /**
   * @param method index of the JDBC method in the catalogue
   * @return null: nothing to do at the end of the call (it is nested in another one); a {@link
   *     Detour}: do not run the driver's code; anything else: hand it to {@link #leave}
   */
  Object enter(HandleState state, Object self, int method);

  /** A guarded call went well, of which nothing is remembered but that it did. */
  void leave(HandleState state, int method);

  /** A statement was executed. {@code sql} is null where it was prepared, or is a batch. */
  void executed(HandleState state, int method, Object result, String sql);

  /** The session was set, or a statement created: with the arguments, to do it again. */
  void done(HandleState state, int method, Object[] arguments, Object result);

  /** The same for what is either on or off. */
  void flag(HandleState state, int method, boolean value);

  /**
   * A guarded call failed, or took a detour.
   *
   * @param failure null on a detour
   * @return what the application gets
   * @throws Throwable what the application gets instead
   */
  Object recover(HandleState state, Object self, int method, Object[] arguments, Throwable failure)
      throws Throwable;

  /** The same for calls without a guard, so only when the driver failed. */
  Object recoverUnguarded(
      HandleState state, Object self, int method, Object[] arguments, Throwable failure)
      throws Throwable;

  /** A parameter is about to be set: false where a driver calls its own setter. */
  boolean enterParameter(HandleState state);

  /** The same, before the driver can have read {@code stream}. */
  boolean enterStream(HandleState state, Object stream);

  void leaveParameter(HandleState state);

  void parameter(HandleState state, int method, int index, long value);

  void parameter(HandleState state, int method, int index, Object value);

  /** Something else that the statement's next execution depends on was set. */
  void changed(HandleState state, int method, Object[] arguments);

  /**
   * The application ends its handle, whatever the driver makes of it.
   *
   * @return false where it is not the application that calls
   */
  boolean closing(HandleState state);

  /**
   * The driver's {@code close} of {@code self} is over, well or not.
   *
   * @param failure the driver's, null if it went well
   * @return what the application shall see thrown, null if nothing
   */
  Throwable closed(HandleState state, Object self, Throwable failure);

  /** The application takes an interface of the driver's own, whose work nobody sees. */
  void vendor(HandleState state);

  /** Something of the driver's own is set that nobody can set again. */
  void vendorSetting(HandleState state);

  /** What {@code isClosed} answers. */
  boolean isClosed(HandleState state, boolean answer);

  /**
   * What {@code getConnection} of a statement or of metadata answers.
   *
   * @param answer null if the driver threw
   * @return null to leave it at that
   */
  Object connectionOf(HandleState state, Object answer);

  /** The application's own object for {@code answer}, where that took its place. */
  Object handleOf(Object answer);

  /**
   * A driver or data source is about to open a connection. Null: of no interest.
   *
   * @param url null where the opener is no driver
   * @throws Throwable what the application gets instead of a connection
   */
  Object opening(Object opener, String method, String url) throws Throwable;

  /**
   * What a driver shall connect with.
   *
   * @param info the application's properties
   * @return others, or the same
   */
  Object connectWith(Object driver, String url, Object info);

  void opened(Object token, Object opener, Object[] arguments, Object result);

  /** A data source is about to hand out a connection. Null: of no interest. */
  Object borrowing(Object source);

  /**
   * @param token what {@link #borrowing} said, if that was not null
   * @param result null when it failed
   */
  void borrowed(Object token, Object source, Object result);

  /** Somebody closes a connection, or its wrapper, be it one that was borrowed or not. */
  void returned(Object connection);

  /** A connection of a driver that was in use before the agent came is called. */
  void used(Object connection);

  /** The same is closed. */
  void ended(Object connection);
}
