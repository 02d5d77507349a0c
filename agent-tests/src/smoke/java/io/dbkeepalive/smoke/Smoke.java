package io.dbkeepalive.smoke;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a database one question on whatever JVM it is run with, Java 8 or later. */
public final class Smoke {
  private Smoke() {}

  /**
   * Runs the question.
   *
   * @param arguments the JDBC URL, the user and the password
   */
  public static void main(String[] arguments) throws SQLException {
    System.out.println("java " + System.getProperty("java.version"));
    try (Connection connection =
            DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
      System.out.println("answer " + rows.getInt(1));
    }
  }
}
