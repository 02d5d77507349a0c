package io.dbkeepalive.connection;

import io.dbkeepalive.config.Options;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs {@code init-sql} on a new physical connection. */
final class InitSql {
  private InitSql() {}

  static void run(Options options, Connection fresh) throws SQLException {
    for (String sql : options.initSql()) {
      try (Statement statement = fresh.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
