package io.dbkeepalive.tests.keepalive;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads more rows than its heap holds, over ten seconds, then waits as long for one answer: {@code
 * rows <count>}, {@code answer <value>}.
 */
public final class StreamProgram {
  private static final PrintStream OUT = System.out;
  private static final int PAUSES = 50;

  private StreamProgram() {}

  /**
   * @param arguments URL, user, password, fetch size, the query of the rows, their number, the slow
   *     query
   */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    int fetchSize = Integer.parseInt(arguments[3]);
    int expected = Integer.parseInt(arguments[5]);
    try (Connection connection =
            DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false); // where pgjdbc has a portal
      statement.setFetchSize(fetchSize);
      int count = 0;
      try (ResultSet rows = statement.executeQuery(arguments[4])) {
        while (rows.next()) {
          count++;
          if (count % (expected / PAUSES) == 0) {
            Thread.sleep(10_000 / PAUSES); // an application that takes its time
          }
        }
      }
      OUT.println("rows " + count);
      connection.commit();
      statement.setFetchSize(0);
      try (ResultSet row = statement.executeQuery(arguments[6])) {
        row.next();
        OUT.println("answer " + row.getString(1));
      }
      connection.commit();
    }
  }
}
