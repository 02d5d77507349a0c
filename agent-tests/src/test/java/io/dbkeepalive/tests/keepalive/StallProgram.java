package io.dbkeepalive.tests.keepalive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Executes over one connection what it reads, a statement a line, and prints {@code <n> result
 * <value>} or {@code <n> failed <reason>}.
 */
public final class StallProgram {
  private static final PrintStream OUT = System.out;

  private StallProgram() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      int number = 1;
      for (String sql = input.readLine(); sql != null; sql = input.readLine()) {
        OUT.println(number + " " + run(connection, sql));
        number++;
      }
    }
  }

  private static String run(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "result " + statement.getUpdateCount();
      }
      try (ResultSet rows = statement.getResultSet()) {
        return "result " + (rows.next() ? rows.getString(1) : "none");
      }
    } catch (SQLException e) {
      return "failed " + e + (e.getSuppressed().length == 0 ? "" : " " + e.getSuppressed()[0]);
    }
  }
}
