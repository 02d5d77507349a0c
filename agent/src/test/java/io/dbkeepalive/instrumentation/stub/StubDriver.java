package io.dbkeepalive.instrumentation.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** A driver as small as can be; its classes lose their {@code abstract} when they are loaded. */
public abstract class StubDriver implements Driver {
  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (url.endsWith("down")) {
      throw new SQLException("connection refused", "08001");
    }
    url = null; // drivers do such things
    return Made.of(StubConnection.class);
  }
}
