package io.dbkeepalive.tests.proof.workloads;

import io.dbkeepalive.tests.proof.Application;
import io.dbkeepalive.tests.proof.Workload;
import io.dbkeepalive.tests.proof.Writes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Inserts whose keys the server makes: each key must be that of the row. */
public final class GeneratedKeys extends Workload {
  private final Map<Long, Long> keys = new HashMap<>();

  @Override
  public String kind() {
    return "generated keys";
  }

  @Override
  public void run(Application application) {
    Writes rows = application.rows();
    for (int i = 0; i < 2; i++) {
      application.unit(connection -> plain(connection, rows));
      application.unit(connection -> prepared(connection, rows));
    }
  }

  private void plain(Connection connection, Writes rows) throws SQLException {
    long id = rows.next();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO writes (id) VALUES (" + id + ")", Statement.RETURN_GENERATED_KEYS);
      rows.told(id);
      remember(id, statement);
    }
  }

  private void prepared(Connection connection, Writes rows) throws SQLException {
    long id = rows.next();
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO writes (id) VALUES (?)", new String[] {"seq"})) {
      statement.setLong(1, id);
      statement.executeUpdate();
      rows.told(id);
      remember(id, statement);
    }
  }

  private void remember(long id, Statement statement) throws SQLException {
    try (ResultSet generated = statement.getGeneratedKeys()) {
      keys.put(id, generated.next() ? generated.getLong(1) : -1);
    }
  }

  @Override
  public void verify(Application application, Connection outside) throws SQLException {
    for (Map.Entry<Long, Long> told : keys.entrySet()) {
      application.checkEqual(
          told.getValue().toString(),
          application.askOutside("SELECT seq FROM writes WHERE id = " + told.getKey()),
          "the key of row " + told.getKey());
    }
  }
}
