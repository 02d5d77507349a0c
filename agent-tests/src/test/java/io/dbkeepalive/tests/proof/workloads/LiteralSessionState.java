package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Session state that SQL sets to literals, and reads that depend on it. */
public final class LiteralSessionState extends Workload {
  @Override
  public String kind() {
    return "literal session state";
  }

  @Override
  public void run(Application application) {
    application.unit(
        connection -> {
          if (application.family() == Family.MYSQL) {
            mysql(application, connection);
          } else {
            postgresql(application, connection);
          }
        });
  }

  private static void mysql(Application application, Connection connection) throws SQLException {
    execute(connection, "SET @v = 5");
    execute(connection, "SET SESSION sql_mode = 'PIPES_AS_CONCAT'");
    execute(connection, "SET time_zone = '+05:00'");
    check(application, connection, "SELECT FROM_UNIXTIME(0)", "1970-01-01 05:00:00");
    check(application, connection, "SELECT @v", "5");
    check(application, connection, "SHOW VARIABLES LIKE 'sql_mode'", "PIPES_AS_CONCAT");
    // the pool's next borrower shall not find it
    execute(connection, "SET SESSION sql_mode = DEFAULT");
    execute(connection, "SET time_zone = DEFAULT");
  }

  private static void postgresql(Application application, Connection connection)
      throws SQLException {
    execute(connection, "SET search_path TO other");
    execute(connection, "SET TIME ZONE 'UTC'");
    execute(connection, "SET work_mem = '5MB'");
    check(application, connection, "SELECT n FROM numbers WHERE n > 100 ORDER BY n DESC", "102");
    check(application, connection, "SHOW TIME ZONE", "UTC");
    check(application, connection, "SHOW work_mem", "5MB");
    execute(connection, "SET search_path TO public");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void check(
      Application application, Connection connection, String sql, String expected)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      String actual = rows.next() ? rows.getString(rows.getMetaData().getColumnCount()) : "nothing";
      application.check(actual.startsWith(expected), sql + ": " + actual + " and not " + expected);
    }
  }
}
