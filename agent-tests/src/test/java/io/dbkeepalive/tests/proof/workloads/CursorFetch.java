package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.support.JdbcDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows that come two at a time: all of them in order, or the application is told. */
public final class CursorFetch extends Workload {
  @Override
  public String kind() {
    return "cursor";
  }

  @Override
  public List<String> options(JdbcDriver driver, Family family) {
    return driver == JdbcDriver.CONNECTOR_J ? List.of("useCursorFetch=true") : List.of();
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      application.unit(
          connection -> {
            connection.setAutoCommit(false); // PostgreSQL has cursors in transactions only
            fetch(application, connection);
            connection.commit();
            connection.setAutoCommit(true);
          });
    }
  }

  private static void fetch(Application application, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(2);
      try (ResultSet rows = statement.executeQuery("SELECT n FROM numbers ORDER BY n")) {
        for (int n = 1; n <= 7; n++) {
          application.check(rows.next(), "the rows end before " + n);
          application.checkEqual(n, rows.getInt(1), "the row");
        }
        application.check(!rows.next(), "more rows than there are");
      }
    }
  }
}
