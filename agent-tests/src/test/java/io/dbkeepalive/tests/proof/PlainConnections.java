package io.dbkeepalive.tests.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** One connection, opened again where it is closed or broken. */
final class PlainConnections implements Connections {
  private final String url;
  private final Properties login;
  private Connection connection;

  PlainConnections(String url, Properties login) {
    this.url = url;
    this.login = login;
  }

  @Override
  public Connection take() throws SQLException {
    if (connection == null) {
      connection = DriverManager.getConnection(url, login);
    }
    return connection;
  }

  @Override
  public void giveBack(Connection hooked, boolean broken) {
    if (broken || isClosed()) {
      close();
    }
  }

  private boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public long session() throws SQLException {
    return Family.session(take());
  }

  @Override
  public void close() {
    if (connection != null) {
      Connections.closeQuietly(connection);
      connection = null;
    }
  }
}
