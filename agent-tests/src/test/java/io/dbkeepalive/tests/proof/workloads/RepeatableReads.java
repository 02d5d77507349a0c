package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two reads in a transaction at REPEATABLE READ, between which another client writes. */
public final class RepeatableReads extends Workload {
  @Override
  public String kind() {
    return "repeatable read";
  }

  @Override
  public void prepare(Application application) throws SQLException {
    try (Statement statement = application.outside().createStatement()) {
      statement.executeUpdate("INSERT INTO accounts VALUES (" + application.run() + ", 1, 0)");
    }
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      application.unit(
          connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            long first = balance(application, connection);
            try (Statement statement = application.outside().createStatement()) {
              statement.executeUpdate(
                  "UPDATE accounts SET balance = balance + 1 WHERE name = 1 AND run = "
                      + application.run());
            }
            for (int k = 0; k < 2; k++) {
              application.checkEqual(first, balance(application, connection), "the read repeated");
            }
            connection.commit();
            connection.setAutoCommit(true);
          });
    }
  }

  private static long balance(Application application, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT balance FROM accounts WHERE name = 1 AND run = " + application.run())) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
