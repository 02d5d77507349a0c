package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQL in short, and what the databases spell differently. */
public final class Sql {
  private Sql() {}

  public static void execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  /** The first column of all rows, as text. */
  public static List<String> column(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return column(statement, query);
    }
  }

  public static List<String> column(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return column(rows);
    }
  }

  public static List<String> column(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }

  /**
   * Makes an empty table, over a connection apart from those that the test disturbs.
   *
   * @param columns as in {@code CREATE TABLE}
   */
  public static void table(Pairing pairing, String name, String columns) throws SQLException {
    try (Connection connection = pairing.connect()) {
      execute(connection, "DROP TABLE IF EXISTS " + name, "CREATE TABLE " + name + columns);
    }
  }

  /** The ids in a table, in order, as a session of its own sees them: what was committed. */
  public static List<String> ids(Pairing pairing, String table) throws SQLException {
    try (Connection connection = pairing.connect()) {
      return column(connection, "SELECT id FROM " + table + " ORDER BY id");
    }
  }

  /** The type of a column of bytes. */
  public static String bytes(Pairing pairing) {
    return pairing.driver() == JdbcDriver.PGJDBC ? "BYTEA" : "VARBINARY(99)";
  }

  public static boolean isMySqlFamily(Pairing pairing) {
    return pairing.driver() == JdbcDriver.CONNECTOR_J
        || pairing.driver() == JdbcDriver.MARIADB_CONNECTOR_J;
  }
}
