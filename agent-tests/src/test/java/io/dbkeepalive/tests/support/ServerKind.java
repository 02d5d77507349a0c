package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.util.Optional;

/** The servers of the tests; each runs at most once in a JVM, from its first use to the end. */
public enum ServerKind {
  MYSQL_CONTAINER("MySQL in a container") {
    @Override
    Optional<String> obstacle() {
      return ContainerImage.MYSQL.obstacle();
    }

    @Override
    DatabaseServer create() {
      return ContainerServer.mysql();
    }
  },
  MARIADB_EMBEDDED("embedded MariaDB") {
    @Override
    DatabaseServer create() throws IOException {
      return new EmbeddedMariaDb();
    }
  },
  MARIADB_CONTAINER("MariaDB in a container") {
    @Override
    Optional<String> obstacle() {
      return ContainerImage.MARIADB.obstacle();
    }

    @Override
    DatabaseServer create() {
      return ContainerServer.mariaDb();
    }
  },
  POSTGRESQL_EMBEDDED("embedded PostgreSQL") {
    @Override
    DatabaseServer create() throws IOException {
      return new EmbeddedPostgreSql();
    }
  },
  POSTGRESQL_CONTAINER("PostgreSQL in a container") {
    @Override
    Optional<String> obstacle() {
      return ContainerImage.POSTGRESQL.obstacle();
    }

    @Override
    DatabaseServer create() {
      return ContainerServer.postgreSql();
    }
  },
  H2_TCP("H2 over TCP") {
    @Override
    DatabaseServer create() throws IOException {
      return new H2OverTcp();
    }
  };

  private final String label;

  ServerKind(String label) {
    this.label = label;
  }

  /**
   * The running server, which all tests of this JVM share; started again if a test left it stopped.
   * Skips the test where the server cannot be had.
   */
  public DatabaseServer server() {
    return SharedServers.running(this);
  }

  /** Why the server cannot run here; empty if it can. */
  Optional<String> obstacle() {
    return Optional.empty();
  }

  abstract DatabaseServer create() throws IOException;

  @Override
  public String toString() {
    return label;
  }
}
