package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Batches of both kinds. */
public final class Batches extends Workload {
  private static final int SIZE = 3;

  @Override
  public String kind() {
    return "batch";
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              List<Long> ids = new ArrayList<>();
              for (int k = 0; k < SIZE; k++) {
                ids.add(rows.next());
                statement.addBatch("INSERT INTO writes (id) VALUES (" + ids.get(k) + ")");
              }
              execute(application, statement, rows, ids);
            }
          });
      application.unit(
          connection -> {
            try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO writes (id) VALUES (?)")) {
              List<Long> ids = new ArrayList<>();
              for (int k = 0; k < SIZE; k++) {
                ids.add(rows.next());
                statement.setLong(1, ids.get(k));
                statement.addBatch();
              }
              execute(application, statement, rows, ids);
            }
          });
    }
  }

  private static void execute(
      Application application, Statement statement, Writes rows, List<Long> ids)
      throws SQLException {
    int[] counts = statement.executeBatch();
    application.checkEqual(SIZE, counts.length, "the number of update counts");
    ids.forEach(rows::told);
  }
}
