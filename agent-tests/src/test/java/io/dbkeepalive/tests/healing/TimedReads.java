package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.OpenStatements;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A program that reads over each of its connections, each time when it is given a line. */
final class TimedReads {
  static final int CONNECTIONS = OpenStatements.NUMBER;

  private static final PrintStream OUT = System.out;

  private TimedReads() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    OpenStatements.serve(arguments, TimedReads::read);
  }

  private static void read(String line, List<Statement> statements) {
    for (Statement statement : statements) {
      long start = System.nanoTime();
      String answer = read(statement);
      OUT.println(line + " " + (System.nanoTime() - start) / 1_000_000 + " " + answer);
    }
    OUT.println(line + " is over");
  }

  private static String read(Statement statement) {
    try (ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
      return "read " + rows.getInt(1);
    } catch (SQLException e) {
      String birthplace = e.getStackTrace()[0].getClassName();
      String reason = e.getSuppressed().length == 1 ? e.getSuppressed()[0].getMessage() : "none";
      return "failed in " + birthplace + ": " + reason;
    }
  }
}
