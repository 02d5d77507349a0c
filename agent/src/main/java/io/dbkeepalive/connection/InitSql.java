package io.dbkeepalive.connection;

import io.dbkeepalive.config.Options;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs {@code init-sql} on a new physical connection. */
final class InitSql {
  private InitSql() {}

  /** The failure without the driver's words, which may repeat what is secret. */
  static String told(Exception failure) {
    String type = failure.getClass().getName();
    if (!(failure instanceof SQLException)) {
      return type;
    }
    SQLException told = (SQLException) failure;
    return type + " SQLState " + told.getSQLState() + " code " + told.getErrorCode();
  }

  static void run(Options options, Connection fresh) throws SQLException {
    for (String sql : options.initSql()) {
      try (Statement statement = fresh.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
