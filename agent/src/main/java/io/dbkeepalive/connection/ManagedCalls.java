package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.recovery.Outcome;
import io.dbkeepalive.telemetry.events.AgentEvents;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What instrumentation calls: one method for each moment of a woven call. Those of a healthy call
 * are as short as can be; all else goes through {@link Calls}. Stateless.
 */
public final class ManagedCalls {
  /** Arguments that are kept and never written. */
  private static final Object[] ON = {true};

  private static final Object[] OFF = {false};

  private ManagedCalls() {}

  /** See {@link ManagedConnection#enter}. */
  public static Object enter(HandleState state, Object self, JdbcMethod method) {
    Object entered = connection(state).enter(dependent(state), self, method);
    return method.role == Role.VALIDATE && entered != null ? CallDetour.TAKEN : entered;
  }

  public static void leave(HandleState state, JdbcMethod method) {
    ManagedConnection connection = connection(state);
    try {
      if (method.role == Role.FETCH) {
        ((ManagedStatement) state).fetched();
      } else {
        Accounting.done(connection, method, null);
      }
    } finally {
      connection.guard.leave();
    }
  }

  public static void executed(HandleState state, JdbcMethod method, Object result, String sql) {
    ManagedStatement statement = (ManagedStatement) state;
    try {
      statement.executed(method, sql, result);
    } finally {
      statement.connection.guard.leave();
    }
  }

  /** A statement was created, or the session set: both keep their arguments. */
  public static void done(HandleState state, JdbcMethod method, Object[] arguments, Object result) {
    ManagedConnection connection = (ManagedConnection) state;
    try {
      if (method.role == Role.CREATE) {
        Accounting.created(connection, method, arguments, result);
      } else {
        Accounting.done(connection, method, arguments);
      }
    } finally {
      connection.guard.leave();
    }
  }

  /** The session was set, by a method that takes a truth value alone. */
  public static void flag(HandleState state, JdbcMethod method, boolean value) {
    ManagedConnection connection = (ManagedConnection) state;
    try {
      Accounting.done(connection, method, value ? ON : OFF);
    } finally {
      connection.guard.leave();
    }
  }

  /** A guarded call took a detour, or failed in the driver; the guard is left in any case. */
  public static Outcome recover(
      HandleState state, Object self, JdbcMethod method, Object[] arguments, Throwable failure) {
    ManagedConnection connection = connection(state);
    Call call = null;
    try {
      call = new Call(connection, dependent(state), method, self, arguments);
      Outcome outcome = failure == null ? Calls.detour(call) : Calls.failed(call, failure);
      if (method.role == Role.EXECUTE_BATCH && outcome.failure() != null) {
        call.statement.batchRefused();
      }
      return outcome;
    } catch (RuntimeException | Error defect) {
      AgentEvents.failed(method.toString(), defect);
      return call == null ? unmade(self, method, arguments, failure) : call.asWithoutAgent(failure);
    } finally {
      connection.guard.leave();
    }
  }

  private static Outcome unmade(
      Object self, JdbcMethod method, Object[] arguments, Throwable failure) {
    return failure == null ? Reflection.outcome(method, self, arguments) : Outcome.failed(failure);
  }

  /** The driver failed in a call that needs no guard on its healthy way. */
  public static Outcome recoverUnguarded(
      HandleState state, Object self, JdbcMethod method, Object[] arguments, Throwable failure) {
    return connection(state).guard.enter()
        ? recover(state, self, method, arguments, failure)
        : Outcome.failed(failure);
  }

  /** See {@link ManagedStatement#enterParameter}. */
  public static boolean enterParameter(HandleState state) {
    ManagedStatement statement = (ManagedStatement) state;
    return !statement.connection.guard.isHeldBy(Thread.currentThread())
        && statement.enterParameter();
  }

  /** The same for a stream, before the driver can have read it. */
  public static boolean enterStream(HandleState state, Object stream) {
    boolean outermost = enterParameter(state);
    if (outermost) {
      Streams.mark(stream);
    }
    return outermost;
  }

  public static void leaveParameter(HandleState state) {
    ((ManagedStatement) state).leaveParameter();
  }

  public static void parameter(HandleState state, JdbcMethod setter, int index, long value) {
    ((ManagedStatement) state).recipe.parameters().set(setter, index, value);
  }

  public static void parameter(HandleState state, JdbcMethod setter, int index, Object value) {
    ((ManagedStatement) state).recipe.parameters().set(setter, index, value);
  }

  /**
   * A setting of the statement, a parameter with more than a value, or the parameters as a whole.
   */
  public static void changed(HandleState state, JdbcMethod method, Object[] arguments) {
    ManagedStatement statement = (ManagedStatement) state;
    if (method.role == Role.STATEMENT_SETTING) {
      statement.setting(method, arguments);
    } else if (method.role == Role.PARAMETER) {
      statement.recipe.parameters().set(method, arguments);
    } else {
      statement.recipe.change(method, arguments);
    }
  }

  /** {@code close} or {@code abort}, unless the driver or this agent calls it. */
  public static boolean closing(HandleState state) {
    if (isNested(state)) {
      return false;
    }
    if (state instanceof ManagedStatement) {
      boolean first = ((ManagedStatement) state).close();
      if (first) {
        connection(state).closingStatement(true);
      }
      return first;
    }
    ((ManagedConnection) state).close();
    return true;
  }

  /**
   * A closed statement is left to its handle, which is dead. Drivers that pool statements hand the
   * object that took its place to the next one who asks: it must not be reached from here any more.
   *
   * @param failure the driver's, null if it went well
   * @return null where the connection was lost: what it held is closed, and if a transaction was
   *     lost with it, the next call that needs it is told
   */
  public static Throwable closed(HandleState state, Object self, Throwable failure) {
    if (state instanceof ManagedConnection) {
      ((ManagedConnection) state).closed(self);
    } else {
      connection(state).closingStatement(false);
    }
    if (state instanceof ManagedStatement && self != state.handle()) {
      ((Handle) self).dbkeepaliveState(null);
      state.current = state.handle();
      ((ManagedStatement) state).leftToHandle();
    }
    ManagedConnection connection = connection(state);
    boolean forgiven =
        failure != null
            && !connection.observes()
            && connection.dialect().classify(failure).isGone();
    return forgiven ? null : failure;
  }

  /** What is done there is seen by nobody: its loss is told. */
  public static void vendor(HandleState state) {
    if (!isNested(state)) {
      connection(state).useBehindJdbc();
    }
  }

  /** It stays with the driver's object: its loss is told. */
  public static void vendorSetting(HandleState state) {
    if (!isNested(state)) {
      connection(state).session.taint("a setting by an interface of the driver's own");
    }
  }

  /** What {@code isClosed} shall say: a lost connection is none that the application closed. */
  public static boolean isClosed(HandleState state, boolean answer) {
    ManagedStatement statement = statement(state);
    ManagedConnection connection = connection(state);
    if (isNested(state) || connection.observes()) {
      return answer;
    }
    if (statement == null) {
      return connection.isClosed();
    }
    if (statement.isLeftToHandle()) {
      return true; // nobody has closed the handle itself
    }
    boolean closedWithConnection = answer && (statement.isStale() || connection.isLost());
    return closedWithConnection ? statement.isClosed() || connection.isClosed() : answer;
  }

  /**
   * The application's connection for the physical one that a driver's object names; null where the
   * driver has nothing to say.
   *
   * @param answer the driver's, one that was replaced too; null if it threw
   */
  public static Object connectionOf(HandleState state, Object answer) {
    ManagedConnection connection = connection(state);
    boolean ours = answer == null ? wentWithConnection(state) : stateOf(answer) == connection;
    return ours && !isNested(state) ? connection.handle() : answer;
  }

  /** Whether a handle is dead for its connection's sake alone: it can still say whose it is. */
  private static boolean wentWithConnection(HandleState state) {
    Dependent dependent = dependent(state);
    ManagedConnection connection = connection(state);
    return dependent != null
        && (dependent.isStale() || connection.isLost())
        && !dependent.isClosed()
        && !connection.isClosed();
  }

  /** The handle that the application holds, for an object that may have taken its place. */
  public static Object handleOf(Object answer) {
    HandleState state = stateOf(answer);
    return state == null ? answer : state.handle();
  }

  private static HandleState stateOf(Object answer) {
    return answer instanceof Handle ? ((Handle) answer).dbkeepaliveState() : null;
  }

  private static boolean isNested(HandleState state) {
    Thread me = Thread.currentThread();
    ManagedStatement statement = statement(state);
    return Graveyard.isWorkOf(me)
        || connection(state).isClosing(me)
        || connection(state).guard.isHeldBy(me)
        || statement != null && statement.isSettingParameter();
  }

  private static ManagedStatement statement(HandleState state) {
    return state instanceof ManagedStatement ? (ManagedStatement) state : null;
  }

  private static Dependent dependent(HandleState state) {
    return state instanceof Dependent ? (Dependent) state : null;
  }

  private static ManagedConnection connection(HandleState state) {
    return state instanceof Dependent ? ((Dependent) state).connection : (ManagedConnection) state;
  }

  /**
   * Whether nobody manages it: a driver's own pool hands out the same object again after the
   * application has closed it.
   */
  public static boolean isNew(Connection opened) {
    HandleState state = ((Handle) opened).dbkeepaliveState();
    return state == null
        || state instanceof ManagedConnection
            && ((ManagedConnection) state).isClosed()
            && state.current == opened;
  }

  /** A class was woven, which is not there yet. */
  public static void woven(ClassLoader loader, String name) {
    Watched.woven(loader, name);
  }

  /** What keeps connections of this class from being managed, null if nothing does. */
  public static String gapOf(Class<?> type) {
    return Watched.gapOf(type);
  }

  /** The calling thread has opened a managed connection, and no pool is behind it. */
  public static void openedAlone(
      Environment environment, Connection opened, Class<?> opener, Throwable stack) {
    environment.leaks.opened((ManagedConnection) stateOf(opened), opener, stack);
  }

  /** Manages a connection that the application has just opened. */
  public static void manage(
      Environment environment, Connection opened, Opener opener, Opening opening)
      throws SQLException {
    long took = opening.tookNanos();
    ManagedConnection managed = new ManagedConnection(environment, opened, opener, opening.place());
    managed.setUp(took);
    environment.logins.learn(opener);
    environment.recovery.reached(managed.healing);
    ((Handle) opened).dbkeepaliveState(managed);
  }
}
