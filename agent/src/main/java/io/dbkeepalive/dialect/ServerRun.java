package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which server a connection leads to, and since when it runs: an address does not tell servers
 * apart, for balancers send one connection here and the next there. Immutable.
 */
public final class ServerRun {
  /** PostgreSQL since 10 knows all that is asked; Redshift says that it is 8. */
  private static final int LEAST_POSTGRESQL = 10;

  private final SessionTable table;
  private final String name;

  /** When the server started, by {@code System.nanoTime} here. */
  private final long started;

  /**
   * @param name equal for the same server, whether it was started anew or not
   * @param uptime in nanoseconds
   */
  ServerRun(SessionTable table, String name, long uptime) {
    this.table = table;
    this.name = name;
    this.started = System.nanoTime() - uptime;
  }

  /**
   * Asks the server. Not in a transaction.
   *
   * @param session that of {@code connection}
   * @return null where servers cannot be told apart
   * @throws SQLException the driver's
   */
  public static ServerRun ask(ServerSession session, Connection connection) throws SQLException {
    if (session.table == SessionTable.POSTGRESQL
        && connection.getMetaData().getDatabaseMajorVersion() < LEAST_POSTGRESQL) {
      return null;
    }
    try (Statement statement = connection.createStatement()) {
      return session.table.run(statement);
    }
  }

  boolean isSameServer(ServerRun other) {
    return other != null && table == other.table && name.equals(other.name);
  }

  /** Whether it has started after a moment, more or less. */
  boolean hasStartedSince(long nanoTime, long tolerance) {
    return started - nanoTime > tolerance;
  }
}
