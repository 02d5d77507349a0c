package io.dbkeepalive.tests.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.LoggerFactory;

/** Opens a connection, then logs if it is told to, opens another, and waits for a byte. */
final class Logging {
  private static final PrintStream OUT = System.out;

  private Logging() {}

  /**
   * @param arguments {@code logs} or nothing
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    try (Connection first = DriverManager.getConnection("jdbc:h2:mem:logging")) {
      OUT.println("opened " + first.isValid(1));
      if (arguments.length > 0) {
        LoggerFactory.getLogger("application").info("hello");
      }
      try (Connection second = DriverManager.getConnection("jdbc:h2:mem:logging")) {
        OUT.println("opened " + second.isValid(1));
      }
    }
    OUT.println("read " + System.in.read());
  }
}
