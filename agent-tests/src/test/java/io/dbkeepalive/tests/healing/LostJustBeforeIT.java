package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.KernelSockets;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The connection ends just before a write, which has seen no idleness: the kernel knows, so that
 * nothing is sent to the dead session, and the write runs once.
 */
class LostJustBeforeIT {
  @ForEachPairing
  void closedByTheNetwork(Pairing pairing) throws SQLException, IOException {
    writesAfter(pairing, Cut.FIN);
  }

  @ForEachPairing
  void resetByTheNetwork(Pairing pairing) throws SQLException, IOException {
    writesAfter(pairing, Cut.RST);
  }

  private static void writesAfter(Pairing pairing, Cut cut) throws SQLException, IOException {
    Sql.table(pairing, "just_lost", " (id INT PRIMARY KEY)");
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = pairing.connect(proxy)) {
      writeEachWay(pairing, connection, () -> KernelSockets.cut(proxy, cut));
    }
  }

  /** Not on H2, which ends a session but leaves its socket open. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void killed(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, "just_lost", " (id INT PRIMARY KEY)");
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = pairing.connect(proxy)) {
      Sql.execute(connection, "INSERT INTO just_lost VALUES (1)");
      AgentLog log = AgentLog.fromNow();
      Loss.kill(pairing, connection);
      // servers forget a session a little before they close its socket
      Await.until(
          "the end of the line", Duration.ofSeconds(10), () -> proxy.connectionsOpen() == 0);
      Sql.execute(connection, "INSERT INTO just_lost VALUES (2)");
      assertEquals(List.of("1", "2"), Sql.ids(pairing, "just_lost"));
      assertFoundBeforeUse(1, log);
      assertEquals(List.of(), log.lines("call-refused"));
    }
  }

  static Stream<Pairing> connectorJ() {
    return Pairings.all().filter(pairing -> pairing.driver() == JdbcDriver.CONNECTOR_J);
  }

  /** Connector/J prepares in the server, keeps a failure of it to itself, and goes on without. */
  @ParameterizedTest
  @MethodSource("connectorJ")
  void lossSwallowedByTheDriver(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, "just_lost", " (id INT PRIMARY KEY)");
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = pairing.connect(proxy, "useServerPrepStmts=true")) {
      AgentLog log = AgentLog.fromNow();
      for (int id = 1; id <= 2; id++) { // once before the agent has looked at it, once after
        KernelSockets.cut(proxy, Cut.FIN);
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO just_lost VALUES (?)")) {
          insert.setInt(1, id);
          assertEquals(1, insert.executeUpdate());
        }
      }
      assertEquals(List.of("1", "2"), Sql.ids(pairing, "just_lost"));
      assertFoundBeforeUse(2, log);
      assertEquals(List.of(), log.lines("call-refused"));
      assertEquals(List.of(), log.lines("probe-off"));
    }
  }

  private static void writeEachWay(Pairing pairing, Connection connection, Runnable loss)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO just_lost VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
      statement.executeUpdate("INSERT INTO just_lost VALUES (1)");
      AgentLog log = AgentLog.fromNow();
      loss.run();
      assertEquals(1, statement.executeUpdate("INSERT INTO just_lost VALUES (2)"));
      insert.setInt(1, 3); // before: H2's setters look at the session themselves
      loss.run();
      assertEquals(1, insert.executeUpdate());
      for (int id = 4; id <= 5; id++) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      loss.run();
      assertEquals(2, insert.executeBatch().length);
      connection.setAutoCommit(false);
      insert.setInt(1, 6);
      loss.run();
      insert.executeUpdate();
      connection.commit();
      connection.setAutoCommit(true);
      assertEquals(List.of("1", "2", "3", "4", "5", "6"), Sql.ids(pairing, "just_lost"));
      assertFoundBeforeUse(4, log);
      assertEquals(List.of(), log.lines("call-refused"));
      assertEquals(List.of(), log.lines("probe-off"));
    }
  }

  /** By the kernel; on a machine so busy that a second has gone by, by the ping after idleness. */
  static void assertFoundBeforeUse(int losses, AgentLog log) {
    long found =
        log.lines("connection-healed").stream()
            .filter(line -> line.matches(".* cause=lost-(before-use|while-idle) .*"))
            .count();
    assertEquals(losses, found, () -> log.lines("connection").toString());
    assertEquals(losses, log.lines("connection-healed").size());
  }

  /** What the ping reads, which was not the end, is the application's all the same. */
  @Test
  void notificationIsKept() throws SQLException {
    Pairing pairing = new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);
    try (Connection connection = pairing.connect();
        Connection other = pairing.connect()) {
      Sql.execute(connection, "LISTEN news");
      AgentLog log = AgentLog.fromNow();
      Sql.execute(other, "NOTIFY news, 'one'");
      Await.until("the notification", Duration.ofSeconds(10), () -> isNotified(connection, "one"));
      assertEquals(List.of(), log.lines("connection-healed"));
      assertEquals(List.of(), log.lines("probe-off"));
    }
  }

  /** By a query, so that the probe is asked, and by what the driver has kept. */
  private static boolean isNotified(Connection connection, String payload) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      assertTrue(rows.next());
      PGNotification[] kept = connection.unwrap(PGConnection.class).getNotifications();
      return kept != null && kept.length == 1 && kept[0].getParameter().equals(payload);
    } catch (SQLException e) {
      throw new AssertionError("the connection was disturbed", e);
    }
  }
}
