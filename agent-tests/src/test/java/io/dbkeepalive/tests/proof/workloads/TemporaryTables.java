package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A temporary table: it is there with its rows, or the application is told. */
public final class TemporaryTables extends Workload {
  @Override
  public String kind() {
    return "temporary table";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      String table = "temporary_" + application.nextId();
      application.unit(connection -> use(application, connection, table));
    }
  }

  private static void use(Application application, Connection connection, String table)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE " + table + " (n INT)");
      for (int n = 1; n <= 2; n++) {
        statement.executeUpdate("INSERT INTO " + table + " VALUES (" + n + ")");
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
          rows.next();
          application.checkEqual(n, rows.getInt(1), "rows of the temporary table");
        }
      }
      statement.execute("DROP TABLE " + table);
    }
  }
}
