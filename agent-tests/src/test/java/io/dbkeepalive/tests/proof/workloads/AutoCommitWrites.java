package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Inserts and increments, each a transaction of its own. */
public final class AutoCommitWrites extends Workload {
  // how often the increment of a row was told to have succeeded
  private final Map<Long, Integer> hits = new HashMap<>();

  @Override
  public String kind() {
    return "write";
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(connection -> application.insert(connection, rows));
      application.unit(connection -> insertAndHit(connection, rows));
    }
  }

  private void insertAndHit(Connection connection, Writes rows) throws SQLException {
    long id = rows.next();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO writes (id) VALUES (" + id + ")");
      rows.told(id);
      hits.put(id, 0);
      statement.executeUpdate("UPDATE writes SET hits = hits + 1 WHERE id = " + id);
      hits.put(id, 1);
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    for (Map.Entry<Long, Integer> told : hits.entrySet()) {
      try (Statement statement = outside.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT hits FROM writes WHERE id = " + told.getKey())) {
        while (rows.next()) {
          int actual = rows.getInt(1);
          application.check(
              actual >= told.getValue() && actual <= 1,
              "lost or double: " + actual + " increments where " + told.getValue() + " was told");
        }
      }
    }
  }
}
