package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SqlTraits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement of the application. For one thread at a time, like the driver's own. */
public final class ManagedStatement extends Dependent {
  final StatementRecipe recipe;

  /** Of the SQL that was prepared; null for a plain statement. */
  private final SqlTraits prepared;

  private final boolean updatable;

  private volatile boolean closed;

  /** The object that had taken the handle's place was closed in its name. */
  private volatile boolean leftToHandle;

  /** As the driver has it, so with its own default; not 0: rows may stay on the wire. */
  private int fetchSize;

  /** A setter of the driver's runs, which may call others of its own. */
  private boolean settingParameter;

  ManagedStatement(ManagedConnection connection, Statement handle, StatementRecipe recipe) {
    super(connection, handle);
    this.recipe = recipe;
    this.prepared = recipe.sql() == null ? null : connection.sql.get(recipe.sql());
    this.updatable = recipe.isUpdatable();
    this.fetchSize = fetchSizeOf(handle);
  }

  private static int fetchSizeOf(Statement statement) {
    try {
      return statement.getFetchSize();
    } catch (SQLException | RuntimeException e) {
      return 1; // cannot tell: rows may stay on the wire
    }
  }

  Statement physical() {
    return (Statement) current;
  }

  void setting(JdbcMethod setter, Object[] values) {
    recipe.setting(setter, values);
    if (setter.name().equals("setFetchSize")) {
      fetchSize = (Integer) values[0];
    }
  }

  @Override
  boolean isClosed() {
    return closed;
  }

  /**
   * By the application: final.
   *
   * @return false if it was closed before: again by the application, or by the driver's own super
   *     call
   */
  boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** The driver has closed the object in the handle's place: the handle speaks for itself again. */
  void leftToHandle() {
    leftToHandle = true;
  }

  boolean isLeftToHandle() {
    return leftToHandle;
  }

  @Override
  Object make(Connection physical) throws Throwable {
    return recipe.make(physical);
  }

  @Override
  Connection owner() throws SQLException {
    return physical().getConnection();
  }

  /**
   * @param sql null where it was prepared
   */
  SqlTraits traits(String sql) {
    if (sql != null) {
      return connection.sql.get(sql);
    }
    return prepared == null ? SqlTraits.UNKNOWN : prepared;
  }

  /** The server has answered an execution. */
  void executed(JdbcMethod method, String sql, Object result) {
    ran(method, sql);
    if (method.role == Role.EXECUTE_BATCH) {
      recipe.batchEnded();
    }
    connection.noteResults(this, mayStream(), result);
    connection.answered();
    connection.calmDown();
  }

  @Override
  boolean asksHistory() {
    return prepared != null && prepared.asksHistory();
  }

  /**
   * Whether an execution asks so.
   *
   * @param sql null where it was prepared, or is a batch
   */
  boolean asksHistory(JdbcMethod method, String sql) {
    boolean batch = method.role == Role.EXECUTE_BATCH && prepared == null;
    return batch
        ? recipe.batchSql().stream().anyMatch(text -> connection.sql.get(text).asksHistory())
        : traits(sql).asksHistory();
  }

  /** The application fetches the next of several results. */
  void fetched() {
    connection.noteResults(this, mayStream(), true);
  }

  /** Whether the driver leaves rows on the wire, where a ping would disturb them. */
  private boolean mayStream() {
    if (fetchSize == 0) {
      return false;
    }
    return connection.dialect().mayStream(fetchSize, current.getClass().getName());
  }

  /**
   * A batch came to nothing, but not by the driver's doing: the application adds its rows again.
   * What a lost object of the driver's has of it goes with that object; a healthy one forgets it.
   */
  void batchRefused() {
    if (recipe.isBatchUncertain()) {
      return;
    }
    recipe.batchEnded();
    if (!isStale() && !connection.isLost()) {
      try {
        physical().clearBatch();
      } catch (SQLException | RuntimeException e) {
        generation = connection.generation - 1; // made again before it is used
      }
    }
  }

  /** The statement ran: what it did to transaction and session. */
  private void ran(JdbcMethod method, String sql) {
    if (method.role == Role.EXECUTE_BATCH && prepared == null) {
      for (String text : recipe.batchSql()) {
        connection.session.executed(connection.sql.get(text));
      }
    } else {
      connection.session.executed(traits(sql));
    }
    if (updatable) {
      connection.session.taint("an updatable result set");
    }
  }

  /** It failed, but not for the connection: it may have done a part of that all the same. */
  void failed(JdbcMethod method, String sql) {
    if (method.role == Role.EXECUTE_BATCH && prepared == null) {
      for (String text : recipe.batchSql()) {
        connection.session.failed(connection.sql.get(text));
      }
    } else {
      connection.session.failed(traits(sql));
    }
    if (updatable) {
      connection.session.taint("an updatable result set");
    }
  }

  /** False while a setter of the driver's runs: the call is one of its own. */
  boolean enterParameter() {
    if (settingParameter) {
      return false;
    }
    settingParameter = true;
    return true;
  }

  void leaveParameter() {
    settingParameter = false;
  }

  boolean isSettingParameter() {
    return settingParameter;
  }
}
