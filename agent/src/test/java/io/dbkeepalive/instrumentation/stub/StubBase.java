package io.dbkeepalive.instrumentation.stub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The topmost class of the stub's statements. */
public abstract class StubBase implements Statement {
  public final List<Object> calls = new ArrayList<>();
  public SQLException failure;
  public Connection connection;

  protected void called(Object what) throws SQLException {
    calls.add(what);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    sql = sql.trim();
    called(sql);
    return sql.length();
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    called(sql);
    return null;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    called(rows);
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public ResultSet getResultSet() {
    return null;
  }
}
