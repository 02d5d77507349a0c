package io.dbkeepalive.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A server's own list of its sessions. What a user sees of his own sessions needs no privilege, and
 * ending them neither. Stateless.
 */
enum SessionTable {
  /** MySQL and MariaDB. {@code information_schema.PROCESSLIST} is deprecated in MySQL. */
  MYSQL {
    @Override
    String list(long... ids) {
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

    /**
     * MySQL Reference Manual and MariaDB "Server System Variables": {@code server_uuid} is each
     * server's own, and so is {@code feedback_server_uid}; where there is neither, the rest has to
     * do. What a server does not have is left out of its answer.
     */
    @Override
    ServerRun run(Statement statement) throws SQLException {
      Map<String, String> found = new TreeMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid',"
                  + " 'feedback_server_uid', 'server_id', 'hostname', 'port')")) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
      try (ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
        return rows.next() && found.containsKey("hostname")
            ? new ServerRun(this, found.toString(), rows.getLong(2) * 1_000_000_000)
            : null;
      }
    }
  },

  POSTGRESQL {
    @Override
    String list(long... ids) {
      StringJoiner wanted = new StringJoiner(", ");
      for (long id : ids) {
        wanted.add(Long.toString(id));
      }
      return "SELECT pid, usename || '@' || pg_catalog.host(client_addr), client_port,"
          + " extract(epoch FROM pg_catalog.clock_timestamp() - backend_start)"
          + " FROM pg_catalog.pg_stat_activity WHERE pid IN ("
          + wanted
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

    /**
     * PostgreSQL documentation, "Session Information Functions": the address at which the server
     * itself took the connection, behind whatever translates on the way.
     */
    @Override
    ServerRun run(Statement statement) throws SQLException {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_catalog.host(pg_catalog.inet_server_addr()) || ' '"
                  + " || pg_catalog.inet_server_port(),"
                  + " extract(epoch FROM pg_catalog.clock_timestamp()"
                  + " - pg_catalog.pg_postmaster_start_time())")) {
        String address = row.next() ? row.getString(1) : null; // null for a Unix socket
        return address == null
            ? null
            : new ServerRun(this, address, (long) (row.getDouble(2) * 1e9));
      }
    }
  };

  /** The query for at least these sessions. */
  abstract String list(long... ids);

  /**
   * The session of the current row; null if it cannot be one that came over a socket.
   *
   * @param rows of {@link #list}
   */
  abstract Row row(ResultSet rows) throws SQLException;

  /** The statement that ends a session. */
  abstract String end(long id);

  /**
   * Asks which server this is.
   *
   * @return null if it does not say
   */
  abstract ServerRun run(Statement statement) throws SQLException;

  /** By their ids. */
  final Map<Long, Row> read(Statement statement, long... ids) throws SQLException {
    Map<Long, Row> found = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(list(ids))) {
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
