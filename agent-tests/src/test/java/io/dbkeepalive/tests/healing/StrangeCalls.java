package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.JdbcDriver;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.logging.Logger;

/** A program that prints, a line each, how calls end that open nothing. */
final class StrangeCalls {
  private static final PrintStream OUT = System.out;

  private StrangeCalls() {}

  public static void main(String[] arguments) throws Exception {
    for (JdbcDriver each : JdbcDriver.values()) {
      Driver driver =
          (Driver) Class.forName(each.className()).getDeclaredConstructor().newInstance();
      print(() -> driver.connect("jdbc:unheard-of://nowhere/test", new Properties()));
      print(() -> driver.connect("jdbc:unheard-of://nowhere/test", null));
      print(() -> driver.connect(each.url("127.0.0.1", 1), null));
      print(() -> driver.connect(null, new Properties()));
    }
    print(() -> DriverManager.getConnection("jdbc:unheard-of://nowhere/test"));
    DriverManager.registerDriver(new Absent());
    print(() -> DriverManager.getConnection("jdbc:absent:test"));
  }

  private static void print(Callable<Connection> call) {
    try {
      OUT.println("returned " + call.call());
    } catch (SQLException e) {
      OUT.println(e.getClass() + " " + e.getSQLState() + " " + e.getSuppressed().length);
    } catch (Exception e) {
      OUT.println(e.getClass() + " " + e.getSuppressed().length);
    }
  }

  /** Takes a URL, and then returns nothing. */
  private static final class Absent implements Driver {
    @Override
    public Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:absent:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }
}
