package io.dbkeepalive.tests.benchmark;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** Made by {@link StubLoader}. Always the same rows, so that a call allocates nothing. */
public abstract class StubStatement implements PreparedStatement {
  private final int generation = StubDriver.generation();
  private final ResultSet rows = StubLoader.make(StubRows.class, ResultSet.class);
  private int number;
  private String text;

  @Override
  public void setInt(int index, int value) {
    number = value;
  }

  @Override
  public void setString(int index, String value) {
    text = value;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (generation != StubDriver.generation()) {
      throw new SQLNonTransientConnectionException("lost", "08006");
    }
    if (number < 0 || text == null) {
      throw new IllegalStateException("parameters are not set");
    }
    return rows;
  }

  @Override
  public int getFetchSize() {
    return 0;
  }

  @Override
  public void close() {}
}
