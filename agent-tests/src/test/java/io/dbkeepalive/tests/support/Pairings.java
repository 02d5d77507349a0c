package io.dbkeepalive.tests.support;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What runs with what: sources for {@code @MethodSource} and {@link ForEachPairing}. */
public final class Pairings {
  private static final List<Pairing> ALL =
      List.of(
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_CONTAINER),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_CONTAINER),
          new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED),
          new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_CONTAINER),
          new Pairing(JdbcDriver.H2, ServerKind.H2_TCP));

  private Pairings() {}

  public static Stream<Pairing> all() {
    return ALL.stream();
  }

  /** Those whose server ends sessions that were idle for too long. */
  public static Stream<Pairing> withIdleTimeout() {
    return ALL.stream().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /** Those whose driver does anything in {@code Connection.abort}. */
  public static Stream<Pairing> withAbort() {
    return ALL.stream().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /** Those whose server speaks the protocol of MySQL. */
  public static Stream<Pairing> mysqlFamily() {
    return of(JdbcDriver.CONNECTOR_J, JdbcDriver.MARIADB_CONNECTOR_J);
  }

  /** One of each driver, where the server's version makes no difference. */
  public static Stream<Pairing> ofEachDriver() {
    return Stream.concat(ofEachServer(), Stream.of(new Pairing(JdbcDriver.H2, ServerKind.H2_TCP)));
  }

  /** The same without H2, which ends no idle sessions and has no streams. */
  public static Stream<Pairing> ofEachServer() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  }

  private static Stream<Pairing> of(JdbcDriver... drivers) {
    return ALL.stream().filter(pairing -> Arrays.asList(drivers).contains(pairing.driver()));
  }
}
