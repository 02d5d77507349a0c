package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.SQLException;

/** An application that ignores errors in a transaction, goes on, and commits. */
public final class GoesOnAfterErrors extends Workload {
  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 3; i++) {
      Writes rows = application.transactionRows();
      application.unit(connection -> goOn(application, connection, rows));
    }
  }

  private static void goOn(Application application, Connection connection, Writes rows)
      throws SQLException {
    application.carelessly(() -> connection.setAutoCommit(false));
    if (connection.getAutoCommit()) {
      return; // there is no transaction to go on in
    }
    for (int i = 0; i < 3; i++) {
      application.carelessly(() -> application.insert(connection, rows));
    }
    rows.committing();
    application.carelessly(
        () -> {
          connection.commit();
          rows.committed();
        });
    application.carelessly(() -> connection.setAutoCommit(true));
  }
}
