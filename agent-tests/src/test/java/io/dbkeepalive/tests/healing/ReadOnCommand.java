package io.dbkeepalive.tests.healing;

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

/** A program with one connection, which reads twice, each time when it is given a line. */
final class ReadOnCommand {
  private static final PrintStream OUT = System.out;

  private ReadOnCommand() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
    Statement statement = connection.createStatement();
    OUT.println("ready");
    for (int i = 0; i < 2; i++) {
      commands.readLine();
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        rows.next();
        OUT.println("read " + rows.getInt(1));
      } catch (SQLException e) {
        OUT.println("failed " + e.getSQLState() + ", reasons " + e.getSuppressed().length);
      }
    }
  }
}
