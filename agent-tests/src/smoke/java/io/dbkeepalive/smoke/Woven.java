package io.dbkeepalive.smoke;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tells whether the classes of a driver were woven, and that they work. */
public final class Woven {
  private Woven() {}

  /**
   * Opens a connection and looks at its classes.
   *
   * @param arguments the JDBC URL
   */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      describe(connection);
    }
  }

  /** Prints what the classes are, and an answer of the database. */
  static void describe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
      System.out.println("connection woven " + isWoven(connection));
      System.out.println("statement woven " + isWoven(statement));
      System.out.println("answer " + rows.getInt(1));
    }
  }

  /** By name: no program may need the agent's classes. */
  private static boolean isWoven(Object handle) {
    for (Class<?> type = handle.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals("io.dbkeepalive.bootstrap.Handle")) {
          return true;
        }
      }
    }
    return false;
  }
}
