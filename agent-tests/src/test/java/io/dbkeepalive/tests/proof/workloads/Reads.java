package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads in auto-commit mode, plain and prepared. */
public final class Reads extends Workload {
  @Override
  public String kind() {
    return "read";
  }

  @Override
  public void run(Application application) {
    application.unit(connection -> readTwice(application, connection));
    application.unit(connection -> readTwice(application, connection));
  }

  static void readTwice(Application application, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM numbers ORDER BY n")) {
      int sum = 0;
      while (rows.next()) {
        sum += rows.getInt(1);
      }
      application.checkEqual(28, sum, "the sum of all numbers");
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT n FROM numbers WHERE n = ?")) {
      for (int n = 3; n <= 4; n++) {
        statement.setInt(1, n);
        try (ResultSet rows = statement.executeQuery()) {
          application.check(rows.next(), "no row " + n);
          application.checkEqual(n, rows.getInt(1), "the row that was asked for");
        }
      }
    }
  }
}
