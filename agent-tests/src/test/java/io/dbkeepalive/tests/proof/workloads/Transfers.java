package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Moves money between two accounts, with a row for each transfer, in one transaction. */
public final class Transfers extends Workload {
  private static final int TRANSFERS = 3;

  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void prepare(Application application) throws SQLException {
    try (Statement statement = application.outside().createStatement()) {
      statement.executeUpdate(
          String.format(
              "INSERT INTO accounts VALUES (%1$d, 1, 0), (%1$d, 2, 0)", application.run()));
    }
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < TRANSFERS; i++) {
      Writes rows = application.transactionRows();
      application.transaction(
          rows,
          connection -> {
            move(application, connection, 1, -1);
            application.insert(connection, rows);
            move(application, connection, 2, 1);
          });
    }
  }

  private static void move(Application application, Connection connection, int account, int amount)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE accounts SET balance = balance + ? WHERE run = ? AND name = ?")) {
      update.setInt(1, amount);
      update.setLong(2, application.run());
      update.setInt(3, account);
      application.checkEqual(1, update.executeUpdate(), "accounts that were found");
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    String run = " run = " + application.run();
    application.checkEqual(
        "0",
        application.askOutside("SELECT SUM(balance) FROM accounts WHERE" + run),
        "a part of a transaction: the sum of the balances");
    application.checkEqual(
        application.askOutside(
            String.format(
                "SELECT COUNT(*) FROM writes WHERE id > %d000 AND id <= %d000",
                application.run(), application.run() + 1)),
        application.askOutside("SELECT balance FROM accounts WHERE name = 2 AND" + run),
        "a part of a transaction: the balance, by the number of transfers");
  }
}
