package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Savepoint;

/** Transactions of which the middle is taken back. */
public final class Savepoints extends Workload {
  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void run(Application application) {
    for (int i = 0; i < 2; i++) {
      Writes rows = application.transactionRows();
      Writes takenBack = application.takenBackRows();
      application.transaction(
          rows,
          connection -> {
            application.insert(connection, rows);
            Savepoint savepoint = connection.setSavepoint("middle");
            application.insert(connection, takenBack);
            connection.rollback(savepoint);
            application.insert(connection, rows);
          });
    }
  }
}
