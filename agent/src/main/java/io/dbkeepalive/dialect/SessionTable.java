package io.dbkeepalive.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A server's own list of its sessions. What a user sees of his own sessions needs no privilege, and
 * ending them neither. Stateless.
 */
enum SessionTable {
  /** MySQL and MariaDB. {@code information_schema.PROCESSLIST} is deprecated in MySQL. */
  MYSQL {
    @Override
    String list(long one, long other) {
      return "SHOW PROCESSLIST";
    }

    @Override
    Row row(ResultSet rows) throws SQLException {
      String host = rows.getString(3);
      // addr:port, name:port, and for IPv6 too without brackets; none for a Unix socket
      int colon = host == null ? -1 : host.lastIndexOf(':');
      return colon < 0
          ? null
          : new Row(
              rows.getLong(1),
              rows.getString(2) + "@" + host.substring(0, colon),
              port(host.substring(colon + 1)),
              Row.AGELESS);
    }

    @Override
    String end(long id) {
      return "KILL " + id;
    }
  },

  POSTGRESQL {
    @Override
    String list(long one, long other) {
      return "SELECT pid, usename || '@' || pg_catalog.host(client_addr), client_port,"
          + " extract(epoch FROM pg_catalog.clock_timestamp() - backend_start)"
          + " FROM pg_catalog.pg_stat_activity WHERE pid IN ("
          + one
          + ", "
          + other
          + ")";
    }

    @Override
    Row row(ResultSet rows) throws SQLException {
      String client = rows.getString(2); // null for a Unix socket, and for what we may not see
      return new Row(
          rows.getLong(1),
          client,
          client == null ? Row.NO_PORT : rows.getInt(3),
          client == null ? Row.AGELESS : (long) (rows.getDouble(4) * 1e9));
    }

    @Override
    String end(long id) {
      return "SELECT pg_catalog.pg_terminate_backend(" + id + ")";
    }
  };

  /** The query for at least these two sessions. */
  abstract String list(long one, long other);

  /**
   * The session of the current row; null if it cannot be one that came over a socket.
   *
   * @param rows of {@link #list}
   */
  abstract Row row(ResultSet rows) throws SQLException;

  /** The statement that ends a session. */
  abstract String end(long id);

  /** By their ids. */
  final Map<Long, Row> read(Statement statement, long one, long other) throws SQLException {
    Map<Long, Row> found = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(list(one, other))) {
      while (rows.next()) {
        Row row = row(rows);
        if (row != null) {
          found.put(row.id, row);
        }
      }
    }
    return found;
  }

  private static int port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return Row.NO_PORT;
    }
  }

  /** One session, as the server sees it. Immutable. */
  static final class Row {
    static final int NO_PORT = -1;
    static final long AGELESS = -1;

    final long id;

    /** User and address; null if not shown. */
    final String client;

    final int port;

    /** In nanoseconds, {@link #AGELESS} where the server does not say. */
    final long age;

    Row(long id, String client, int port, long age) {
      this.id = id;
      this.client = client;
      this.port = port;
      this.age = age;
    }
  }
}
