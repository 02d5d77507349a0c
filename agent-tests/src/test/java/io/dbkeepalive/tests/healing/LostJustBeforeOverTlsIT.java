package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.KernelSockets;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.Tls;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link LostJustBeforeIT}, where the socket that the kernel knows lies below one of TLS, and
 * where the protocol sends what no call has asked for: the session tickets of TLS 1.3.
 */
class LostJustBeforeOverTlsIT {
  private static final int CALLS = 100;

  @ParameterizedTest
  @MethodSource("takingTls")
  void closedOrResetByTheNetwork(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, "lost_over_tls", " (id INT PRIMARY KEY)");
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = connect(pairing, proxy);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO lost_over_tls VALUES (?)")) {
      AgentLog log = AgentLog.fromNow();
      int id = 1;
      for (Cut cut : List.of(Cut.FIN, Cut.RST)) {
        KernelSockets.cut(proxy, cut);
        Sql.execute(connection, "INSERT INTO lost_over_tls VALUES (" + id++ + ")");
        assertEncrypted(pairing, connection);
        insert.setInt(1, id++);
        KernelSockets.cut(proxy, cut);
        assertEquals(1, insert.executeUpdate());
      }
      assertEquals(List.of("1", "2", "3", "4"), Sql.ids(pairing, "lost_over_tls"));
      LostJustBeforeIT.assertFoundBeforeUse(4, log);
      assertEquals(List.of(), log.lines("call-refused"));
      assertEquals(List.of(), log.lines("probe-off"));
    }
  }

  @ParameterizedTest
  @MethodSource("takingTls")
  void healthyConnectionIsNotPinged(Pairing pairing) throws SQLException, IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = connect(pairing, proxy);
        Statement statement = connection.createStatement()) {
      AgentLog log = AgentLog.fromNow();
      int before = proxy.exchanges();
      for (int i = 0; i < CALLS; i++) {
        statement.executeQuery("SELECT 1").close();
      }
      // MySQL and MariaDB do not count pings among their questions, the proxy counts all
      assertEquals(CALLS, proxy.exchanges() - before);
      assertEquals(List.of(), log.lines("probe-off"));
      assertEquals(List.of(), log.lines("connection-healed"));
    }
  }

  /** All but the embedded MariaDB, which has no certificate, and H2. */
  static Stream<Pairing> takingTls() {
    return Pairings.withIdleTimeout()
        .filter(pairing -> pairing.kind() != ServerKind.MARIADB_EMBEDDED);
  }

  private static Connection connect(Pairing pairing, TcpProxy proxy)
      throws SQLException, IOException {
    Tls.enable(pairing);
    String url = Tls.url(pairing.driver(), proxy.host(), proxy.port());
    String user = pairing.server().user();
    String password = pairing.server().password();
    if (pairing.driver() == JdbcDriver.PGJDBC) { // the server reads its settings by and by
      Await.until("TLS", Duration.ofSeconds(10), () -> takesTls(url, user, password));
    }
    Connection connection = DriverManager.getConnection(url, user, password);
    assertEncrypted(pairing, connection);
    return connection;
  }

  private static boolean takesTls(String url, String user, String password) {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** By the word of the server. */
  private static void assertEncrypted(Pairing pairing, Connection connection) throws SQLException {
    String question =
        pairing.driver() == JdbcDriver.PGJDBC
            ? "SELECT 'version', version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            : "SHOW SESSION STATUS LIKE 'Ssl_version'";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      assertTrue(rows.next());
      assertTrue(rows.getString(2).startsWith("TLSv1."), rows.getString(2));
    }
  }
}
