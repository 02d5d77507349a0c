package io.dbkeepalive.smoke;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens a connection to the URL that it is given, and stays until it reads a byte. */
public final class Stay {
  private Stay() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      System.out.println("ready " + connection.isValid(1));
      int end = System.in.read();
      System.out.println("ended by " + end);
    }
  }
}
