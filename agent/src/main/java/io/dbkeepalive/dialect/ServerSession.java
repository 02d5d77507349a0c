package io.dbkeepalive.dialect;

import java.net.InetSocketAddress;
import java.sql.Connection;

/**
 * What tells the session of a physical connection from all others at its server, known without
 * asking the server. Immutable.
 */
public final class ServerSession {
  final SessionTable table;
  final long id;

  /** Of the client's end of the socket. */
  final int port;

  /** By {@code System.nanoTime}. */
  final long openedNanos;

  private ServerSession(SessionTable table, long id, int port, long openedNanos) {
    this.table = table;
    this.id = id;
    this.port = port;
    this.openedNanos = openedNanos;
  }

  /**
   * Asks the driver, which sends nothing for it. To be called when the connection was opened: some
   * drivers forget the id when they close, or move to another session by themselves.
   *
   * @param physical the driver's own object
   * @param local the client's end of its socket, null if that is not known
   * @param openedNanos when it was opened, by {@code System.nanoTime}
   * @return null for databases and drivers whose sessions cannot be told apart. Never throws
   */
  public static ServerSession of(Connection physical, InetSocketAddress local, long openedNanos) {
    if (local == null || local.getPort() <= 0) {
      return null;
    }
    for (IdMethod known : IdMethod.values()) {
      Object id = DriverTypes.ask(physical, known.type, known.method);
      if (id instanceof Number && ((Number) id).longValue() > 0) {
        return new ServerSession(
            known.table, ((Number) id).longValue(), local.getPort(), openedNanos);
      }
    }
    return null;
  }

  /** The drivers' own methods; each returns what the server said in its greeting. */
  private enum IdMethod {
    /** Since 8; NativeCapabilities.getThreadId. */
    CONNECTOR_J("com.mysql.cj.jdbc.JdbcConnection", "getId", SessionTable.MYSQL),
    /** Since 3; Context.getThreadId. */
    MARIADB("org.mariadb.jdbc.Connection", "getThreadId", SessionTable.MYSQL),
    /** QueryExecutorBase.getBackendPID. */
    PGJDBC("org.postgresql.PGConnection", "getBackendPID", SessionTable.POSTGRESQL);

    private final String type;
    private final String method;
    private final SessionTable table;

    IdMethod(String type, String method, SessionTable table) {
      this.type = type;
      this.method = method;
      this.table = table;
    }
  }
}
