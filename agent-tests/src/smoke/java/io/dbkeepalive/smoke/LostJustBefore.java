package io.dbkeepalive.smoke;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes a row each time it is told to; whoever tells it ends its connection just before. Ends with
 * an exception at the first row that cannot be written.
 */
public final class LostJustBefore {
  private static final int WRITES = 4;

  private LostJustBefore() {}

  /**
   * Writes to one server after the other, and prints a line when it is ready to write, after each
   * row, and how many there are.
   *
   * @param arguments for each server the JDBC URL, the user and the password
   */
  public static void main(String[] arguments) throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int i = 0; i < arguments.length; i += 3) {
      try (Connection connection =
              DriverManager.getConnection(arguments[i], arguments[i + 1], arguments[i + 2]);
          Statement statement = connection.createStatement()) {
        write(connection, statement, input, "server " + i / 3);
      }
    }
  }

  private static void write(
      Connection connection, Statement statement, BufferedReader input, String server)
      throws Exception {
    statement.executeUpdate("DROP TABLE IF EXISTS lost_just_before");
    statement.executeUpdate("CREATE TABLE lost_just_before (id INT PRIMARY KEY)");
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO lost_just_before VALUES (?)")) {
      for (int id = 1; id <= WRITES; id++) {
        insert.setInt(1, id); // before: H2 looks at its session in a setter
        System.out.println(server + " ready for " + id);
        input.readLine();
        insert.executeUpdate();
      }
    }
    System.out.println(server + " has " + count(statement));
  }

  private static int count(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM lost_just_before")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
