package io.dbkeepalive.tests.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A driver and the kind of server that it talks to. */
public record Pairing(JdbcDriver driver, ServerKind kind) {

  /** The running server; skips the test where it cannot be had. */
  public DatabaseServer server() {
    return kind.server();
  }

  /** A direct connection as the user of the tests, with further options as {@code name=value}. */
  public Connection connect(String... options) throws SQLException {
    DatabaseServer server = server();
    return DriverManager.getConnection(
        server.url(driver, options), server.user(), server.password());
  }

  /** The same, whose socket the server sees as it is here. */
  public Connection connectDirectly(String... options) throws SQLException {
    DatabaseServer server = server();
    return DriverManager.getConnection(
        server.directUrl(driver, options), server.user(), server.password());
  }

  /** A connection through a proxy, as the user of the tests. */
  public Connection connect(TcpProxy proxy, String... options) throws SQLException {
    DatabaseServer server = server();
    return DriverManager.getConnection(
        driver.url(proxy.host(), proxy.port(), options), server.user(), server.password());
  }

  @Override
  public String toString() {
    return driver + " on " + kind;
  }
}
