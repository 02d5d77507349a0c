package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.recovery.sql.SqlTraits;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One statement of the application. It is made again when it is next used after its connection was
 * healed. As thread-safe as the driver's own, which means: for one thread at a time.
 */
public final class ManagedStatement extends HandleState {
  final ManagedConnection connection;
  final StatementRecipe recipe;

  /** Of the SQL that was prepared; null for a plain statement. */
  private final SqlTraits prepared;

  private final boolean updatable;

  /** Of the physical connection that {@link #current} belongs to. */
  volatile int generation;

  private volatile boolean closed;

  /** As the driver has it, so with its own default; not 0: rows may stay on the wire. */
  private int fetchSize;

  /** A setter of the driver's runs, which may call others of its own. */
  private boolean settingParameter;

  ManagedStatement(ManagedConnection connection, Statement handle, StatementRecipe recipe) {
    super(handle);
    this.connection = connection;
    this.recipe = recipe;
    this.generation = connection.generation;
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

  boolean isStale() {
    return generation != connection.generation;
  }

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

  /** Makes it anew on the connection's physical connection of now. */
  void rebuild() throws Throwable {
    int now = connection.generation;
    Statement fresh = recipe.make(connection.physical());
    if (fresh instanceof Handle) {
      ((Handle) fresh).dbkeepaliveState(this);
    }
    current = fresh;
    generation = now;
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

  /** Whether the SQL that was prepared is about what earlier statements left in the session. */
  boolean asksHistory() {
    return prepared != null && prepared.asksHistory();
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
   * What the driver's object has of it goes with that object.
   */
  void batchRefused() {
    if (!recipe.isBatchUncertain()) {
      recipe.batchEnded();
      generation = connection.generation - 1;
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

  @Override
  protected boolean isBypassed() {
    return connection.isBypassed();
  }
}
