package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.recovery.CallKind;
import io.dbkeepalive.recovery.Outcome;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlTraits;
import java.sql.Connection;
import java.sql.SQLException;

/** One call of the application that left the hot path. For one thread. */
final class Call {
  final ManagedConnection connection;

  /** What the call is on; null for one on the connection itself. */
  final Dependent dependent;

  /** The same where it is a statement, else null. */
  final ManagedStatement statement;

  final JdbcMethod method;

  private final Object[] arguments;

  /** Of the physical connection that it last reached, see {@link ManagedConnection#generation}. */
  private int reached;

  /** How the driver last ended it; null while it has not seen it. */
  private Outcome last;

  /**
   * What was at stake when the call met the connection. Later, another thread may have been told of
   * the same loss, which then is forgotten; not so before, for this thread was inside the guard.
   */
  private final TransactionWork metWork;

  private final String metTaint;

  /** Nanoseconds since the server had last answered. */
  final long metIdle;

  /** Why the driver did not make the statement again on the healed connection. */
  String rebuildRefused = "the driver did not make the statement again on the healed connection";

  /** By {@code System.nanoTime}: the end of the recovery, however often it starts anew. */
  final long deadline;

  /**
   * @param called the driver's object that the application's call arrived at
   */
  Call(
      ManagedConnection connection,
      Dependent dependent,
      JdbcMethod method,
      Object called,
      Object[] arguments) {
    this.connection = connection;
    this.dependent = dependent;
    this.statement = dependent instanceof ManagedStatement ? (ManagedStatement) dependent : null;
    this.method = method;
    this.arguments = arguments;
    HandleState state = dependent == null ? connection : dependent;
    this.reached = state.current == called ? generation() : connection.generation - 1;
    this.metWork = connection.session.work();
    this.metIdle = connection.idleNanos();
    this.metTaint = connection.session.taint();
    this.deadline = System.nanoTime() + recoveryNanos();
  }

  /** Never past the time that the application gave the call itself. */
  private long recoveryNanos() {
    long nanos = connection.environment.recoveryTimeoutNanos;
    int seconds = 0;
    if (statement != null) {
      seconds = statement.recipe.queryTimeout();
    } else if (method.role == Role.VALIDATE) {
      seconds = (Integer) arguments[0];
    }
    return seconds <= 0 ? nanos : Math.min(nanos, seconds * 1_000_000_000L);
  }

  Outcome run() {
    Object target = dependent == null ? connection.current : dependent.current;
    reached = generation();
    last = Reflection.outcome(method, target, arguments);
    return last;
  }

  /**
   * The way out when the agent itself is at fault: what the driver made of the call so far; it is
   * run only if it never was.
   */
  Outcome asWithoutAgent(Throwable failure) {
    if (last != null) {
      return last;
    }
    return failure == null ? run() : Outcome.failed(failure);
  }

  /**
   * The physical connection that {@link #run} would reach: for a stale statement, an old one. Null
   * where it cannot be told.
   */
  Connection physical() {
    if (dependent == null || !dependent.isStale()) {
      return connection.physical();
    }
    try {
      return dependent.owner();
    } catch (SQLException | RuntimeException closed) {
      return null;
    }
  }

  /** Whether another physical connection has taken over from the one that the call reached. */
  boolean isOutdated() {
    return reached != connection.generation;
  }

  /** Whether this agent has ended that physical connection while calls were in flight. */
  boolean wasAborted() {
    return connection.wasAborted(reached);
  }

  private int generation() {
    return dependent == null ? connection.generation : dependent.generation;
  }

  Object[] arguments() {
    return arguments;
  }

  /** The text to execute; null where it was prepared, or is none. */
  String sql() {
    return method.role == Role.EXECUTE_SQL ? (String) arguments[0] : null;
  }

  /** What the SQL may do; null for calls that execute none. */
  SqlTraits traits() {
    if (!method.role.executes() || statement == null) {
      return null;
    }
    if (method.role == Role.EXECUTE_BATCH) {
      return SqlTraits.UNKNOWN; // several executions: none of them is the call
    }
    return statement.traits(sql());
  }

  CallKind kind() {
    switch (method.role) {
      case EXECUTE_SQL:
      case EXECUTE_PREPARED:
      case EXECUTE_BATCH:
        return CallKind.EXECUTE;
      case COMMIT:
        return CallKind.COMMIT;
      case ROLLBACK:
        return CallKind.ROLLBACK;
      case SAVEPOINT:
        return CallKind.SAVEPOINT;
      case FETCH:
        return CallKind.FETCH;
      default:
        return setsAutoCommit(true) ? CallKind.COMMIT : CallKind.REPEATABLE;
    }
  }

  /**
   * Makes the statement's recipe fit for making it anew. For a call that executes nothing,
   * parameters are left out that cannot be set again: the application may be about to set others,
   * and else the driver misses them.
   *
   * @return why the statement cannot be made as it was; null if it can, or there is none
   */
  String makeRepeatable() {
    if (statement == null) {
      return null;
    }
    StatementRecipe recipe = statement.recipe;
    if (method.role.executes()) {
      return recipe.unrepeatable();
    }
    if (method.role == Role.PARAMETERS && method.name().startsWith("clear")) {
      recipe.change(method, arguments);
    }
    String reason = recipe.unrepeatableBatch();
    if (reason == null) {
      recipe.forgetUnrepeatable();
    }
    return reason;
  }

  /** Whether it ends the transaction without keeping it, by method or by SQL. */
  boolean rollsBack() {
    SqlTraits traits = traits();
    return method.role == Role.ROLLBACK
        || traits != null && traits.transaction() == SqlTraits.Transaction.ROLLBACK;
  }

  /** What is lost of a transaction, this call not counted. */
  TransactionWork losesWork(Loss loss) {
    if (loss.ofStatementOnly || rollsBack()) {
      return TransactionWork.NOTHING;
    }
    return loss.concernsOldConnection(this) ? metWork : metWork.and(connection.session.work());
  }

  /** What else is lost that cannot be restored, null if nothing. */
  String losesTaint(Loss loss) {
    if (loss.ofStatementOnly) {
      return null;
    }
    return metTaint != null || loss.concernsOldConnection(this)
        ? metTaint
        : connection.session.taint();
  }

  /** Whether it is about what earlier statements left in the session. */
  boolean asksHistory() {
    return method.role.executes() && statement != null && statement.asksHistory(method, sql());
  }

  /** Whether it is about what the very last statement left, or a ping. */
  boolean asksLastStatement() {
    return method.role.executes() && statement != null && traits().asksLastStatement();
  }

  boolean setsAutoCommit(boolean value) {
    return method.is(Connection.class, "setAutoCommit") && arguments[0].equals(value);
  }

  @Override
  public String toString() {
    return method.toString();
  }
}
