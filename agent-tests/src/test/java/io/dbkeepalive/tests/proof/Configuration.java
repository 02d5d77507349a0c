package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.ServerKind;
import java.util.List;

/** A driver and the way in which it talks to its server. */
enum Configuration {
  CONNECTOR_J("Connector/J", JdbcDriver.CONNECTOR_J),
  CONNECTOR_J_SERVER_PREPARES(
      "Connector/J, `useServerPrepStmts`", JdbcDriver.CONNECTOR_J, "useServerPrepStmts=true"),
  MARIADB("MariaDB Connector/J", JdbcDriver.MARIADB_CONNECTOR_J),
  MARIADB_SERVER_PREPARES(
      "MariaDB Connector/J, `useServerPrepStmts`",
      JdbcDriver.MARIADB_CONNECTOR_J,
      "useServerPrepStmts=true"),
  PGJDBC_SIMPLE("pgjdbc, simple", JdbcDriver.PGJDBC, "preferQueryMode=simple"),
  /** A statement is prepared on the server at its fifth use. */
  PGJDBC("pgjdbc, extended", JdbcDriver.PGJDBC),
  PGJDBC_PREPARES("pgjdbc, `prepareThreshold=1`", JdbcDriver.PGJDBC, "prepareThreshold=1");

  final String label;
  final JdbcDriver driver;
  private final List<String> options;

  Configuration(String label, JdbcDriver driver, String... options) {
    this.label = label;
    this.driver = driver;
    this.options = List.of(options);
  }

  Family family() {
    return driver == JdbcDriver.PGJDBC ? Family.POSTGRESQL : Family.MYSQL;
  }

  /** The servers that will do, the best first. */
  List<ServerKind> servers() {
    return switch (driver) {
      case CONNECTOR_J -> List.of(ServerKind.MYSQL_CONTAINER, ServerKind.MARIADB_EMBEDDED);
      case MARIADB_CONNECTOR_J -> List.of(ServerKind.MARIADB_EMBEDDED);
      default -> List.of(ServerKind.POSTGRESQL_EMBEDDED);
    };
  }

  List<String> options() {
    return options;
  }

  /** After a second without an answer the driver gives up. */
  String socketTimeout() {
    return driver == JdbcDriver.PGJDBC ? "socketTimeout=1" : "socketTimeout=1000";
  }
}
