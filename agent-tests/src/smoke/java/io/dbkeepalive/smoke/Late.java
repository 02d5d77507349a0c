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

/** Loads its driver at once, and opens its connection when it is told to. */
public final class Late {
  private Late() {}

  /**
   * @param arguments the JDBC URL, user, password
   */
  public static void main(String[] arguments) throws Exception {
    Driver driver = DriverManager.getDriver(arguments[0]);
    Properties properties = new Properties();
    properties.setProperty("user", arguments[1]);
    properties.setProperty("password", arguments[2]);
    System.out.println("loaded " + driver.getClass().getName());
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Connection connection = null;
    for (String line = input.readLine(); !"end".equals(line); line = input.readLine()) {
      connection = connection == null ? driver.connect(arguments[0], properties) : connection;
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT 1").close();
        System.out.println("answered " + line);
      } catch (SQLException e) {
        System.out.println("failed " + line + " " + e);
      }
    }
  }
}
