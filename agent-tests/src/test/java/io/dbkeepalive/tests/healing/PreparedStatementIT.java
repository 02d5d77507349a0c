package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** What was made ready before the loss is as ready after it. */
class PreparedStatementIT {
  private static final int[] ONE_EACH = {1, 1, 1};

  @ForEachPairing
  void everyKindOfParameter(Pairing pairing) throws SQLException {
    List<Parameter> parameters = Parameter.of(pairing);
    Sql.table(
        pairing,
        "parameters",
        IntStream.range(0, parameters.size())
            .mapToObj(i -> "c" + i + " " + parameters.get(i).type())
            .collect(Collectors.joining(", ", " (id INT, ", ")")));
    String insert =
        "INSERT INTO parameters VALUES (?"
            + String.join("", Collections.nCopies(parameters.size(), ", ?"))
            + ")";
    try (Connection connection = pairing.connect();
        PreparedStatement disturbed = connection.prepareStatement(insert);
        Connection twin = pairing.connect();
        PreparedStatement undisturbed = twin.prepareStatement(insert)) {
      set(disturbed, 1, parameters);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertEquals(1, disturbed.executeUpdate());
      loss.assertHealed();
      set(undisturbed, 2, parameters);
      assertEquals(1, undisturbed.executeUpdate());
      List<List<String>> rows = rows(twin, parameters.size() + 1);
      for (int i = 1; i <= parameters.size(); i++) {
        assertEquals(
            rows.get(1).get(i),
            rows.get(0).get(i),
            "column " + i + ", of " + parameters.get(i - 1));
      }
    }
  }

  private static void set(PreparedStatement statement, int id, List<Parameter> parameters)
      throws SQLException {
    statement.setInt(1, id);
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).setter().set(statement, i + 2);
    }
  }

  private static List<List<String>> rows(Connection connection, int columns) throws SQLException {
    List<List<String>> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM parameters ORDER BY id")) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(rows.getString(i));
        }
        all.add(row);
      }
    }
    return all;
  }

  @ForEachPairing
  void batches(Pairing pairing) throws SQLException {
    Sql.table(pairing, "batched", " (id INT, data " + Sql.bytes(pairing) + ")");
    try (Connection connection = pairing.connect();
        PreparedStatement prepared =
            connection.prepareStatement("INSERT INTO batched VALUES (?, ?)");
        Statement plain = connection.createStatement()) {
      for (int id = 1; id <= 3; id++) {
        prepared.setInt(1, id);
        prepared.setBinaryStream(2, new ByteArrayInputStream(new byte[] {(byte) id}));
        prepared.addBatch();
        plain.addBatch("INSERT INTO batched (id) VALUES (" + (id + 3) + ")");
      }
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertArrayEquals(ONE_EACH, prepared.executeBatch());
      assertArrayEquals(ONE_EACH, plain.executeBatch());
      loss.assertHealed();
      assertEquals(
          List.of("1", "2", "3"),
          Sql.column(connection, "SELECT id FROM batched WHERE data IS NOT NULL ORDER BY id"));
    }
    assertEquals(List.of("1", "2", "3", "4", "5", "6"), Sql.ids(pairing, "batched"));
  }

  /**
   * A stream that may have been read cannot be sent again: that is told, and the handle goes on.
   */
  @ForEachPairing
  void streamThatCanBeReadOnlyOnce(Pairing pairing, @TempDir Path directory)
      throws SQLException, IOException {
    Sql.table(pairing, "streamed", " (id INT, data " + Sql.bytes(pairing) + ")");
    Path file = Files.write(directory.resolve("data"), new byte[] {1, 2, 3});
    try (Connection connection = pairing.connect();
        FileInputStream stream = new FileInputStream(file.toFile());
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO streamed VALUES (?, ?)")) {
      insert.setInt(1, 1);
      insert.setBinaryStream(2, stream);
      Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing,
          "parameter 2 is a java.io.FileInputStream, which can be read only once; verdict"
              + " NOT_EXECUTED",
          insert::executeUpdate);
      Sql.execute(connection, "INSERT INTO streamed (id) VALUES (2)");
    }
    assertEquals(List.of("2"), Sql.ids(pairing, "streamed"));
  }

  @ForEachPairing
  void statementSettings(Pairing pairing) throws SQLException {
    Sql.table(pairing, "fetched", " (id INT)");
    try (Connection connection = pairing.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id FROM fetched ORDER BY id",
                ResultSet.TYPE_SCROLL_INSENSITIVE,
                ResultSet.CONCUR_READ_ONLY)) {
      Sql.execute(connection, "INSERT INTO fetched VALUES (1), (2), (3), (4), (5), (6), (7)");
      query.setFetchSize(2);
      query.setMaxRows(3);
      query.setQueryTimeout(25);
      query.setFetchDirection(ResultSet.FETCH_FORWARD);
      query.setPoolable(false);
      List<Integer> before = settings(query);
      Loss loss = Loss.kill(pairing, connection);
      try (ResultSet rows = query.executeQuery()) {
        assertEquals(List.of("1", "2", "3"), Sql.column(rows));
        assertTrue(rows.first(), "the rows no longer scroll");
      }
      loss.assertHealed();
      assertEquals(before, settings(query));
    }
  }

  private static List<Integer> settings(Statement statement) throws SQLException {
    return List.of(
        statement.getFetchSize(),
        statement.getMaxRows(),
        statement.getQueryTimeout(),
        statement.getFetchDirection(),
        statement.getResultSetType(),
        statement.getResultSetConcurrency(),
        statement.isPoolable() ? 1 : 0);
  }

  @ForEachPairing
  void generatedKeys(Pairing pairing) throws SQLException {
    String key =
        Sql.isMySqlFamily(pairing)
            ? "id INT AUTO_INCREMENT PRIMARY KEY"
            : "id INT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY";
    Sql.table(pairing, "with_key", " (" + key + ", v INT)");
    String insert = "INSERT INTO with_key (v) VALUES (?)";
    try (Connection connection = pairing.connect();
        PreparedStatement byFlag =
            connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS);
        PreparedStatement byName = connection.prepareStatement(insert, new String[] {"id"})) {
      byFlag.setInt(1, 1);
      byName.setInt(1, 2);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertEquals("1", insertedKey(byFlag));
      assertEquals("2", insertedKey(byName));
      loss.assertHealed();
    }
  }

  private static String insertedKey(PreparedStatement insert) throws SQLException {
    assertEquals(1, insert.executeUpdate());
    try (ResultSet keys = insert.getGeneratedKeys()) {
      return Sql.column(keys).get(0);
    }
  }
}
