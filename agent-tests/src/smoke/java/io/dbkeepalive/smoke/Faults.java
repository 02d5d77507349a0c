package io.dbkeepalive.smoke;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Uses connections each time it is told to, and prints all that goes wrong in full. */
public final class Faults {
  private Faults() {}

  /**
   * Opens a connection and asks a question at each line of the input, until one says {@code end}.
   *
   * @param arguments the JDBC URL, then the driver's properties as {@code name=value}
   */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    for (int i = 1; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      properties.setProperty(pair[0], pair[1]);
    }
    Driver driver = DriverManager.getDriver(arguments[0]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = driver.connect(arguments[0], properties)) {
      System.out.println("connected");
      for (String line = input.readLine(); !"end".equals(line); line = input.readLine()) {
        System.out.println(ask(connection) + " " + line);
      }
    } catch (SQLException e) {
      e.printStackTrace();
      System.out.println("not connected");
    }
  }

  private static String ask(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT 1").close();
      return "answered";
    } catch (SQLException e) {
      e.printStackTrace();
      return "failed";
    }
  }
}
