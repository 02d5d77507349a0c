package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What applications do all day: two parameters, one query, one row. For one thread. */
final class Item implements AutoCloseable {
  /** A power of two; more than one, for H2 answers the same question twice from memory. */
  static final int ROWS = 1024;

  private final PreparedStatement query;
  private int next;

  Item(Connection connection) throws SQLException {
    query = connection.prepareStatement("SELECT price FROM item WHERE id = ? AND shelf = ?");
  }

  /** Makes the table anew. */
  static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS item");
      statement.execute("CREATE TABLE item(id INT PRIMARY KEY, shelf VARCHAR(10), price INT)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO item VALUES (?, 'left', ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setInt(1, i);
        insert.setInt(2, 2 * i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  int readOne() throws SQLException {
    next = (next + 1) & (ROWS - 1);
    query.setInt(1, next);
    query.setString(2, "left");
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        throw new IllegalStateException("no row of id " + next + ": the benchmark is broken");
      }
      return rows.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
