package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver without a database, as fast as a driver can be. */
public final class StubDriver implements Driver {
  static final String URL = "jdbc:stub:";

  /** Counts the losses; what was made before the last one is lost. */
  private static volatile int generation;

  static void register() throws SQLException {
    DriverManager.registerDriver(new StubDriver());
  }

  /** All connections that are open now are lost, as after a restart of their server. */
  static void loseAll() {
    generation++; // by one thread
  }

  /** For the stubs, which other loaders load. */
  public static int generation() {
    return generation;
  }

  @Override
  public Connection connect(String url, Properties info) {
    return acceptsURL(url) ? StubLoader.make(StubConnection.class, Connection.class) : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(URL);
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
