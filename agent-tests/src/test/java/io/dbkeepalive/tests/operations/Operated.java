package io.dbkeepalive.tests.operations;

import io.dbkeepalive.tests.support.OpenStatements;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * An application with a few connections: {@code all} and SQL runs it on each of them, {@code one}
 * and SQL on the first.
 */
final class Operated {
  static final int CONNECTIONS = OpenStatements.NUMBER;

  private static final PrintStream OUT = System.out;

  private Operated() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    OpenStatements.serve(arguments, Operated::run);
  }

  private static void run(String line, List<Statement> statements) {
    String sql = line.substring(4);
    int well = 0;
    for (Statement statement : line.startsWith("all") ? statements : statements.subList(0, 1)) {
      well += run(statement, sql) ? 1 : 0;
    }
    OUT.println("<" + line + "> " + well + " well");
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
