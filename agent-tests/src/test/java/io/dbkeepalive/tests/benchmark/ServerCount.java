package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lets the server count what a session has sent it, pings included. For MySQL, MariaDB and
 * PostgreSQL; there for a database that nobody else uses, in auto-commit mode: it counts
 * transactions.
 */
final class ServerCount {
  /** PostgreSQL gives out what it has counted when a session asks it to, at the end of the call. */
  private static final String FLUSH = "SELECT pg_stat_force_next_flush()";

  private static final String OF_POSTGRESQL =
      "SELECT xact_commit + xact_rollback FROM pg_stat_database"
          + " WHERE datname = current_database()";

  /** Of this session; {@code COM_PING} is an administrative command. */
  private static final List<String> OF_MYSQL = List.of("Questions", "Com_admin_commands");

  private static final Pattern DATABASE = Pattern.compile("(?<=/)test(?=\\?)");

  private final Connection connection;
  private final boolean postgresql;

  /** What one count adds to the next. */
  private final long ofItsOwn;

  ServerCount(Connection connection) throws SQLException {
    this.connection = connection;
    this.postgresql = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    now();
    long first = now();
    this.ofItsOwn = now() - first;
  }

  /** The URL of the database that is kept for counting, for that of the tests' database. */
  static String urlOfItsOwn(String url) {
    return url.startsWith("jdbc:postgresql:") ? DATABASE.matcher(url).replaceFirst("counted") : url;
  }

  /** The SQL for an administrator by which that comes to be. */
  static List<String> preparation(boolean postgresql) {
    return postgresql
        ? List.of(
            "ALTER SYSTEM SET autovacuum = off", // its work would be counted too
            "SELECT pg_reload_conf()",
            "DROP DATABASE IF EXISTS counted",
            "CREATE DATABASE counted OWNER app")
        : List.of();
  }

  /** The SQL that leaves the server as it was. */
  static List<String> end(boolean postgresql) {
    return postgresql
        ? List.of("ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()")
        : List.of();
  }

  /** What was counted up to now. */
  long now() throws SQLException {
    if (postgresql) {
      ask(FLUSH);
      return ask(OF_POSTGRESQL);
    }
    long sum = 0;
    for (String name : OF_MYSQL) {
      sum += status(name);
    }
    return sum;
  }

  /** What the session has sent since {@link #now} said that. */
  long since(long before) throws SQLException {
    return now() - before - ofItsOwn;
  }

  private long ask(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return query.equals(FLUSH) ? 0 : rows.getLong(1);
    }
  }

  private long status(String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SHOW SESSION STATUS WHERE Variable_name = '" + name + "'")) {
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(2);
      }
    }
  }
}
