package io.dbkeepalive.tests.benchmark;

import java.sql.DriverManager;
import java.sql.SQLException;

/** A program that gets as far as to a connection. */
public final class FirstConnection {
  private FirstConnection() {}

  public static void main(String[] none) throws SQLException {
    DriverManager.getConnection("jdbc:h2:mem:first").close();
  }
}
