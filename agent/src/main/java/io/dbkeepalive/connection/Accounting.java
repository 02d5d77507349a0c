package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;

/** What is remembered of a call that the server has answered. Stateless. */
final class Accounting {
  private Accounting() {}

  /**
   * The call went well.
   *
   * @return {@code result}
   */
  static Object done(Call call, Object result) {
    Object[] arguments = call.arguments();
    ManagedStatement statement = call.statement;
    switch (call.method.role) {
      case EXECUTE_SQL:
      case EXECUTE_PREPARED:
      case EXECUTE_BATCH:
        statement.executed(call.method, call.sql(), result);
        break;
      case FETCH:
        statement.fetched();
        break;
      case CREATE:
        created(call.connection, call.method, arguments, result);
        break;
      case STATEMENT_SETTING:
        statement.setting(call.method, arguments);
        break;
      case PARAMETER:
        statement.recipe.parameters().set(call.method, arguments);
        break;
      case PARAMETERS:
        statement.recipe.change(call.method, arguments);
        break;
      default:
        done(call.connection, call.method, arguments);
    }
    return result;
  }

  /** A call on the connection itself, one that creates nothing, went well. */
  static void done(ManagedConnection connection, JdbcMethod method, Object[] arguments) {
    switch (method.role) {
      case COMMIT:
        connection.session.committed();
        break;
      case ROLLBACK:
        connection.session.rolledBack();
        break;
      case SAVEPOINT:
        if (method.name().equals("rollback")) {
          connection.session.rolledBackInPart();
        } else {
          connection.session.transaction.ranSomething();
        }
        break;
      case CATALOGUE:
        connection.session.transaction.read();
        break;
      case SESSION_SETTING:
        set(connection, method, arguments);
        break;
      default:
        // asked only
    }
  }

  private static void set(ManagedConnection connection, JdbcMethod method, Object[] arguments) {
    if (method.is(Connection.class, "setAutoCommit")) {
      connection.session.autoCommitSet((Boolean) arguments[0]);
    } else {
      connection.session.set(method, arguments);
    }
  }

  /** A statement was created, or metadata: managed from now on. */
  static void created(
      ManagedConnection connection, JdbcMethod creation, Object[] arguments, Object result) {
    if (result == null) {
      return;
    }
    String gap = Watched.gapOf(result.getClass());
    if (result instanceof DatabaseMetaData) {
      if (gap == null) { // else it belongs to the connection that it was taken from
        createdMetaData(connection, (DatabaseMetaData) result);
      }
    } else if (gap == null) {
      connection.newSession.giveQueryTimeout((Statement) result);
      ((Handle) result)
          .dbkeepaliveState(
              new ManagedStatement(
                  connection, (Statement) result, new StatementRecipe(creation, arguments)));
    } else {
      connection.session.taint("a statement that cannot be watched, for " + gap);
    }
  }

  /** Drivers that keep theirs give it again and again, also when it has taken another's place. */
  private static void createdMetaData(ManagedConnection connection, DatabaseMetaData result) {
    Handle handle = (Handle) result;
    if (handle.dbkeepaliveState() == null) {
      handle.dbkeepaliveState(new ManagedMetaData(connection, result));
    }
  }

  /** The call failed, but not for the connection: it may have done its part all the same. */
  static void failed(Call call) {
    if (call.method.role == Role.COMMIT || call.method.role == Role.SAVEPOINT) {
      call.connection.session.rolledBackInPart();
    }
    if (call.method.role.executes() && call.statement != null) {
      call.statement.failed(call.method, call.sql());
      if (call.method.role == Role.EXECUTE_BATCH) {
        call.statement.recipe.batchFailed();
      }
    }
    boolean ends =
        call.method.role == Role.COMMIT
            || call.statement != null
                && call.method.role.executes()
                && call.traits().endsTransactionOnly();
    if (ends && call.connection.dialect().isOutsideTransaction(call.connection.physical())) {
      call.connection.session.rolledBack();
    }
  }
}
