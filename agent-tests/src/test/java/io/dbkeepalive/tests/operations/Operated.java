package io.dbkeepalive.tests.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with a few connections: {@code all} and SQL runs it on each of them, {@code one}
 * and SQL on the first.
 */
final class Operated {
  static final int CONNECTIONS = 5;

  private static final PrintStream OUT = System.out;

  private Operated() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
      statements.add(connection.createStatement());
    }
    OUT.println("ready");
    for (String line = commands.readLine(); !"end".equals(line); line = commands.readLine()) {
      String sql = line.substring(4);
      int well = 0;
      for (Statement statement : line.startsWith("all") ? statements : statements.subList(0, 1)) {
        well += run(statement, sql) ? 1 : 0;
      }
      OUT.println("<" + line + "> " + well + " well");
    }
  }

  private static boolean run(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      OUT.println(e);
      return false;
    }
  }
}
