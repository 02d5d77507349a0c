package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A password that is changed while connections are open. */
class ChangedPasswordIT {
  /** Opens a connection to a port with a password, in one of the ways that applications have. */
  private interface Way {
    Connection open(String password) throws SQLException;
  }

  /** Those whose server asks for a password. */
  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_CONTAINER),
        new Pairing(JdbcDriver.H2, ServerKind.H2_TCP));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void newestOfTheSameUserIsUsed(Pairing pairing) throws SQLException, IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      String url = pairing.driver().url(proxy.host(), proxy.port());
      assertHealsWithTheNewest(
          pairing, proxy, password -> DriverManager.getConnection(url, "rotated", password));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void newestUrlIsUsedWhereThePasswordStandsInIt(Pairing pairing) throws SQLException, IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      assertHealsWithTheNewest(
          pairing,
          proxy,
          password ->
              DriverManager.getConnection(
                  pairing
                      .driver()
                      .url(proxy.host(), proxy.port(), "user=rotated", "password=" + password)));
    }
  }

  @Test
  void newestOfTheSameDataSourceIsUsed() throws SQLException, IOException {
    Pairing pairing = new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      MysqlDataSource source = new MysqlDataSource();
      source.setUrl(pairing.driver().url(proxy.host(), proxy.port()));
      assertHealsWithTheNewest(
          pairing, proxy, password -> source.getConnection("rotated", password));
    }
  }

  private static void assertHealsWithTheNewest(Pairing pairing, TcpProxy proxy, Way way)
      throws SQLException {
    pairing.server().asAdmin(create(pairing));
    try (Connection old = way.open("first-secret");
        Connection unused = way.open("first-secret")) {
      pairing.server().asAdmin(change(pairing, "second-secret"));
      way.open("second-secret").close();
      AgentLog log = AgentLog.fromNow();
      int logins = proxy.connectionsAccepted();
      proxy.cutAll(Cut.RST);
      Sql.execute(old, "SELECT 1");
      assertEquals(logins + 1, proxy.connectionsAccepted(), "logins, all in all");
      assertEquals(1, log.lines("connection-healed").size());
      assertEquals(List.of(), log.lines("login-refused"));

      pairing.server().asAdmin(change(pairing, "third-secret"));
      proxy.cutAll(Cut.RST);
      Told.byDriver(
          pairing,
          "the database refuses the user and password",
          () -> Sql.execute(unused, "SELECT 1"));
      assertEquals(logins + 2, proxy.connectionsAccepted(), "a refused login is not repeated");
      assertEquals(1, log.lines("login-refused").size());
      assertTrue(log.lines("login-refused").get(0).contains("the password seems to have changed"));

      way.open("third-secret").close();
      Sql.execute(unused, "SELECT 1");
      Sql.execute(old, "SELECT 1");
      assertEquals(logins + 5, proxy.connectionsAccepted(), "the application's, and two of ours");
      assertEquals(List.of(), log.lines("secret"));
    }
  }

  private static String[] create(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J ->
          new String[] {
            "DROP USER IF EXISTS 'rotated'@'%'",
            "CREATE USER 'rotated'@'%' IDENTIFIED BY 'first-secret'",
            "GRANT ALL ON test.* TO 'rotated'@'%'"
          };
      case PGJDBC ->
          new String[] {
            "DROP ROLE IF EXISTS rotated", "CREATE ROLE rotated LOGIN PASSWORD 'first-secret'"
          };
      case H2 ->
          new String[] {
            "DROP USER IF EXISTS rotated", "CREATE USER rotated PASSWORD 'first-secret'"
          };
    };
  }

  private static String change(Pairing pairing, String password) {
    return switch (pairing.driver()) {
          case CONNECTOR_J, MARIADB_CONNECTOR_J -> "ALTER USER 'rotated'@'%' IDENTIFIED BY ";
          case PGJDBC -> "ALTER ROLE rotated PASSWORD ";
          case H2 -> "ALTER USER rotated SET PASSWORD ";
        }
        + ("'" + password + "'");
  }
}
