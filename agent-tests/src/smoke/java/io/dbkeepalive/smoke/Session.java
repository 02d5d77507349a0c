package io.dbkeepalive.smoke;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A session of the server, behind a connection, which another one can end. */
final class Session {
  private final Healing.Opener opener;
  private final boolean postgresql;
  private final long id;

  private Session(Healing.Opener opener, boolean postgresql, long id) {
    this.opener = opener;
    this.postgresql = postgresql;
    this.id = id;
  }

  /**
   * The session that is behind a connection now.
   *
   * @param opener what opens further connections to the same server
   */
  static Session of(Connection connection, Healing.Opener opener) throws SQLException {
    boolean postgresql =
        connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("PostgreSQL");
    String own = postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()";
    return new Session(opener, postgresql, number(connection, own));
  }

  long id() {
    return id;
  }

  /** Ends the session; returns when the server no longer knows it. */
  void kill() throws SQLException, InterruptedException {
    String alive =
        postgresql
            ? "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = " + id
            : "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + id;
    try (Connection other = opener.open();
        Statement statement = other.createStatement()) {
      statement.execute(postgresql ? "SELECT pg_terminate_backend(" + id + ")" : "KILL " + id);
      while (number(other, alive) > 0) {
        Thread.sleep(5);
      }
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
