package io.dbkeepalive.tests.proof;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the application has its connections from: one at a time. Confined to one thread. */
interface Connections extends AutoCloseable {
  Connection take() throws SQLException;

  /**
   * @param hooked what was taken, hooked
   * @param broken the application could not even roll back
   */
  void giveBack(Connection hooked, boolean broken);

  /** The server's number of the session behind the connection that is there now. */
  long session() throws SQLException;

  @Override
  void close();

  /** For what nobody can do anything about. */
  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // it was lost
    }
  }
}
