package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SqlTraits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement of the application. For one thread at a time, like the driver's own. */
public final class ManagedStatement extends Dependent {
  final StatementRecipe recipe;

  /** Of the SQL that was prepared; null for a plain statement. */
  private final SqlTraits prepared;

  /** Whether that may give more than one result. */
  private final boolean preparedSeveral;

  private final boolean updatable;

  private volatile boolean closed;

  /** Whether the driver leaves rows on the wire, where a ping would disturb them. */
  private boolean mayStream;

  /** The object that had taken the handle's place was closed in its name. */
  private volatile boolean leftToHandle;

  /** A setter of the driver's runs, which may call others of its own. */
  private boolean settingParameter;

  ManagedStatement(ManagedConnection connection, Statement handle, StatementRecipe recipe) {
    super(connection, handle);
    this.recipe = recipe;
    this.prepared = recipe.sql() == null ? null : connection.sql.get(recipe.sql());
    this.preparedSeveral = recipe.sql() != null && mayGiveSeveral(recipe.sql());
    this.updatable = recipe.isUpdatable();
    this.mayStream = mayStream(fetchSizeOf(handle));
    connection.statementOpened();
  }

  private boolean mayStream(int fetchSize) {
    return connection.dialect().mayStream(fetchSize, handle().getClass().getName());
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
      mayStream = mayStream((Integer) values[0]);
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
    if (first) {
      connection.statementClosed();
    }
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
    Statement made = recipe.make(physical);
    if (recipe.queryTimeoutSet() == null) {
      connection.newSession.giveQueryTimeout(made);
    }
    return made;
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
    if (mayStream) {
      noteStream(sql, result);
    } else {
      connection.wire.noteResults(this, false, null);
    }
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

  private void noteStream(String sql, Object result) {
    boolean several = sql == null ? preparedSeveral : mayGiveSeveral(sql);
    boolean rows = result instanceof ResultSet || result == Boolean.TRUE;
    boolean rest = rows || several && result == Boolean.FALSE; // there may be rows behind a count
    connection.wire.noteResults(this, rest, rows && !several ? rowsOf(result) : null);
  }

  /** Whether a text may give more than one result. Found in literals and names too, not missed. */
  private static boolean mayGiveSeveral(String sql) {
    if (sql.indexOf(';') >= 0) {
      return true;
    }
    for (int i = 0; i + 4 <= sql.length(); i++) {
      char first = sql.charAt(i);
      if ((first == 'c' || first == 'C') && sql.regionMatches(true, i, "call", 0, 4)
          || (first == 'e' || first == 'E') && sql.regionMatches(true, i, "exec", 0, 4)) {
        return true;
      }
    }
    return false;
  }

  private static ResultSet rowsOf(Object result) {
    return result instanceof ResultSet ? (ResultSet) result : null;
  }

  /** The application fetches the next of several results. */
  void fetched() {
    connection.wire.noteResults(this, mayStream, null);
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
