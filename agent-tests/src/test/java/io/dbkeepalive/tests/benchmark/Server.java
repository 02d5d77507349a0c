package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.ServerKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** The servers on this machine that the benchmark talks to, and by which driver. */
enum Server {
  MYSQL(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
  MARIADB(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
  POSTGRESQL(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);

  final JdbcDriver driver;
  private final ServerKind kind;
  private boolean prepared;

  Server(JdbcDriver driver, ServerKind kind) {
    this.driver = driver;
    this.kind = kind;
  }

  /** Those that can be had; the others are said on standard error. */
  static List<Server> available() throws SQLException {
    List<Server> found = new ArrayList<>();
    for (Server each : values()) {
      try {
        each.prepare();
        found.add(each);
      } catch (TestAbortedException e) {
        System.err.println("left out: " + each.kind + ", " + e.getMessage());
      }
    }
    return found;
  }

  private void prepare() throws SQLException {
    DatabaseServer server = kind.server();
    if (prepared) {
      return;
    }
    server.asAdmin(ServerCount.preparation(this == POSTGRESQL).toArray(new String[0]));
    try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
      Item.fill(connection);
    }
    prepared = true;
  }

  /** Of the database with the {@link Item}s. */
  String url(String... options) {
    return ServerCount.urlOfItsOwn(kind.server().url(driver, options));
  }

  /** The same by way of a proxy. */
  String urlBy(String host, int port, String... options) {
    return ServerCount.urlOfItsOwn(driver.url(host, port, options));
  }

  String host() {
    return kind.server().host();
  }

  int port() {
    return kind.server().port();
  }

  String user() {
    return kind.server().user();
  }

  String password() {
    return kind.server().password();
  }

  @Override
  public String toString() {
    return driver + " on " + kind;
  }
}
