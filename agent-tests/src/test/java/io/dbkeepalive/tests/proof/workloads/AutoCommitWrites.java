package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Inserts and increments, each a transaction of its own. */
public final class AutoCommitWrites extends Workload {
  private int tried;
  private int told;

  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void prepare(Application application) throws SQLException {
    try (Statement statement = application.outside().createStatement()) {
      statement.executeUpdate("INSERT INTO accounts VALUES (" + application.run() + ", 1, 0)");
    }
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(connection -> application.insert(connection, rows));
      application.unit(connection -> insertAndIncrement(application, connection, rows));
    }
  }

  private void insertAndIncrement(Application application, Connection connection, Writes rows)
      throws SQLException {
    long id = rows.next();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO writes (id) VALUES (" + id + ")");
      rows.told(id);
      tried++;
      // by the primary key, whose locks do not reach into other runs
      statement.executeUpdate(
          "UPDATE accounts SET balance = balance + 1 WHERE name = 1 AND run = "
              + application.run());
      told++;
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    int actual =
        Integer.parseInt(
            application.askOutside(
                "SELECT balance FROM accounts WHERE name = 1 AND run = " + application.run()));
    application.check(
        actual >= told && actual <= tried,
        "lost or double: " + actual + " increments of " + tried + ", " + told + " told");
  }
}
