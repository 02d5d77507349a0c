package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import io.dbkeepalive.tests.support.JdbcDriver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Several statements in one string: two writes and a read. */
public final class SeveralStatementsInOne extends Workload {
  @Override
  public String kind() {
    return "several statements in one";
  }

  @Override
  public List<String> options(JdbcDriver driver, Family family) {
    return family == Family.MYSQL ? List.of("allowMultiQueries=true") : List.of();
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(connection -> execute(application, connection, rows));
    }
  }

  private static void execute(Application application, Connection connection, Writes rows)
      throws SQLException {
    long first = rows.next();
    long second = rows.next();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          String.format(
              "INSERT INTO writes (id) VALUES (%d); INSERT INTO writes (id) VALUES (%d);"
                  + " SELECT n FROM numbers WHERE n = 7",
              first, second));
      rows.told(first);
      application.checkEqual(1, statement.getUpdateCount(), "rows of the first insert");
      statement.getMoreResults();
      application.checkEqual(1, statement.getUpdateCount(), "rows of the second insert");
      rows.told(second);
      application.check(statement.getMoreResults(), "no rows after the inserts");
      try (ResultSet numbers = statement.getResultSet()) {
        numbers.next();
        application.checkEqual(7, numbers.getInt(1), "the number");
      }
    }
  }
}
