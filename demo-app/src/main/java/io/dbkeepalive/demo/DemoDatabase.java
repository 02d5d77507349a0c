package io.dbkeepalive.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The server that the shop sells on, as the launcher sees it. */
interface DemoDatabase extends AutoCloseable {
  /** What to call it in a message. */
  String description();

  /** Where it is, without the proxy. */
  ServerUrl url();

  /**
   * The URL that the shop gets, still without the proxy: its sessions end after 3 s of idleness.
   */
  ServerUrl shopUrl();

  Login login();

  /**
   * Whether the server is the demo's own: only then may {@link #stopServer} and {@link
   * #startServer} be called, and nothing in it needs to be dropped at the end.
   */
  boolean isOfDemo();

  /** Returns when the server has ended. */
  void stopServer();

  /** Returns when the server takes connections again, on the same port with the same data. */
  void startServer();

  @Override
  void close();

  /** A new connection of the launcher's own. It too ends when it is idle for too long. */
  default Connection connect() throws SQLException {
    try {
      return DriverManager.getConnection(url().jdbc(), login().user(), login().password());
    } catch (SQLException e) {
      String reason = e.getMessage().lines().findFirst().orElse("");
      throw new SQLException(
          "cannot connect to " + description() + " as " + login() + ": " + reason,
          e.getSQLState(),
          e.getErrorCode(),
          e);
    }
  }
}
