package io.dbkeepalive.instrumentation.stub;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Has a narrower return type, a synchronized method and one that calls others of its own. */
@SuppressWarnings("serial") // that is what it is for
public abstract class StubConnection implements Connection, Serializable {
  public final transient List<String> calls = new ArrayList<>();
  public transient SQLException failure;

  private void called(String what) throws SQLException {
    calls.add(what);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public StubStatement createStatement() throws SQLException {
    called("createStatement");
    return Made.of(StubStatement.class);
  }

  @Override
  public synchronized void commit() throws SQLException {
    called("commit");
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    called(readOnly ? "setReadOnly" : "setReadWrite");
    readOnly = !readOnly;
    if (readOnly) {
      commit();
    }
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    try {
      called("nativeSQL");
      return sql;
    } catch (SQLException e) {
      throw new SQLException("as the driver tells it", "08S01", e);
    }
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    called("getAutoCommit");
    return true;
  }

  @Override
  public boolean isClosed() {
    return true;
  }

  @Override
  public void close() throws SQLException {
    called("close");
  }

  /** Not of JDBC. */
  public int size() {
    return calls.size();
  }
}
