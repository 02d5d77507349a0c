package io.dbkeepalive.instrumentation.stub;

import java.sql.ResultSet;
import java.sql.Statement;

/** Knows its statement. */
public abstract class StubResultSet implements ResultSet {
  public Statement statement;

  @Override
  public Statement getStatement() {
    return statement;
  }
}
