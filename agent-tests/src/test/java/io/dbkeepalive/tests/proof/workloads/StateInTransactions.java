package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Family;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Session state that is set before a transaction, which then writes what depends on it. */
public final class StateInTransactions extends Workload {
  private static final int HITS = 5;

  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      Writes rows = application.transactionRows();
      application.transaction(rows, connection -> write(application, connection, rows));
    }
  }

  private static void write(Application application, Connection connection, Writes rows)
      throws SQLException {
    boolean mysql = application.family() == Family.MYSQL;
    String hits = mysql ? "@hits" : "CAST(current_setting('proof.hits') AS INT)";
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      application.does("literal session state");
      statement.execute(mysql ? "SET @hits = " + HITS : "SET proof.hits = '" + HITS + "'");
      application.does("write");
      connection.setAutoCommit(false);
      for (int i = 0; i < 2; i++) {
        long id = rows.next();
        statement.executeUpdate(
            "INSERT INTO writes (id, hits) VALUES (" + id + ", COALESCE(" + hits + ", 0))");
        rows.told(id);
      }
    } finally {
      application.does("write");
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    try (Statement statement = outside.createStatement();
        ResultSet rows =
            statement.executeQuery(
                String.format(
                    "SELECT id FROM writes WHERE hits <> %d AND id > %d000 AND id <= %d000",
                    HITS, application.run(), application.run() + 1))) {
      application.check(!rows.next(), "written with session state that was silently gone");
    }
  }
}
