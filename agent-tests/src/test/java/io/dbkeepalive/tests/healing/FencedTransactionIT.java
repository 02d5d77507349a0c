package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement that waits in the server for a lock when its client has gone: it is still there. It
 * is ended before it is run again, or not run again.
 */
class FencedTransactionIT {
  private static final String TABLE = "fenced_off";
  private static final String WRITE = "UPDATE fenced_off SET n = n + 1 WHERE id = 1";
  private static final String READ = "SELECT n FROM fenced_off";

  static Stream<Pairing> pairings() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void firstWriteOfATransactionRunsOnceMoreAfterItsPredecessorIsGone(Pairing pairing)
      throws Throwable {
    DatabaseServer server = counter(pairing);
    try (Connection holder = holdingRow(pairing);
        Connection connection = pairing.connectDirectly();
        Statement statement = connection.createStatement()) {
      long session = server.sessionOf(connection);
      DriverSocket socket = DriverSocket.of(pairing, connection);
      connection.setAutoCommit(false);
      AgentLog log = AgentLog.fromNow();
      InFlight<Integer> write = InFlight.begin(() -> statement.executeUpdate(WRITE));
      server.awaitStatement(session, WRITE);
      socket.close();
      server.awaitEnd(session); // though the row is still locked: it was ended
      holder.rollback();
      assertEquals(1, write.end());
      connection.commit();
      assertEquals(1, log.lines("connection-healed").size());
      assertEquals(List.of(), log.lines("call-refused"));
      assertEquals(List.of("1"), Sql.column(statement, READ));
      connection.rollback();
    }
    assertEquals(List.of("1"), values(pairing));
  }

  /** Nothing tells which tables a trigger or a procedure writes to. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void isToldWhereATableKnowsNoRollback(Pairing pairing) throws Throwable {
    Sql.table(pairing, "never_rolled_back", " (id INT) ENGINE = MyISAM");
    DatabaseServer server = counter(pairing);
    try (Connection holder = holdingRow(pairing);
        Connection connection = pairing.connectDirectly();
        Statement statement = connection.createStatement()) {
      long session = server.sessionOf(connection);
      DriverSocket socket = DriverSocket.of(pairing, connection);
      connection.setAutoCommit(false);
      InFlight<Integer> write = InFlight.begin(() -> statement.executeUpdate(WRITE));
      server.awaitStatement(session, WRITE);
      socket.close();
      Told.byDriver(
          pairing,
          "that a rollback undoes all that it may have written; verdict UNKNOWN",
          write::end);
      server.awaitEnd(session); // it was ended all the same
      holder.rollback();
      assertQuarantined(connection, statement);
    } finally {
      dropTable(pairing, "never_rolled_back");
    }
    assertEquals(List.of("0"), values(pairing));
  }

  /** The server sees the proxy's sockets, so that no session of its list is proven to be ours. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void isToldBehindAProxy(Pairing pairing) throws Throwable {
    DatabaseServer server = counter(pairing);
    try (TcpProxy proxy = new TcpProxy(server);
        Connection holder = holdingRow(pairing);
        Connection connection = pairing.connect(proxy);
        Statement statement = connection.createStatement()) {
      long session = server.sessionOf(connection);
      connection.setAutoCommit(false);
      AgentLog log = AgentLog.fromNow();
      InFlight<Integer> write = InFlight.begin(() -> statement.executeUpdate(WRITE));
      server.awaitStatement(session, WRITE);
      proxy.cutAll(Cut.RST);
      Told.byDriver(pairing, "verdict ROLLED_BACK", write::end);
      List<String> refusals = log.lines("call-refused");
      assertEquals(1, refusals.size(), refusals::toString);
      assertTrue(refusals.get(0).contains("reason=transaction-lost"), refusals.get(0));
      assertTrue(server.sessions().contains(session), "a session was ended that nobody can tell");
      holder.rollback();
      server.awaitEnd(session); // now it has seen that its client is gone
      assertQuarantined(connection, statement);
    }
    assertEquals(List.of("0"), values(pairing));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void wastedReadIsEnded(Pairing pairing) throws Throwable {
    DatabaseServer server = counter(pairing);
    try (Connection holder = pairing.connect();
        Connection connection = pairing.connectDirectly();
        Statement statement = connection.createStatement()) {
      TableLock.take(pairing, holder, TABLE);
      long session = server.sessionOf(connection);
      DriverSocket socket = DriverSocket.of(pairing, connection);
      InFlight<List<String>> read = InFlight.begin(() -> Sql.column(statement, READ));
      server.awaitStatement(session, READ);
      socket.close();
      server.awaitEnd(session); // though the table is still locked
      TableLock.release(pairing, holder);
      assertEquals(List.of("0"), read.end());
    }
  }

  /** Until the rollback; afterwards all is well. */
  private static void assertQuarantined(Connection connection, Statement statement)
      throws SQLException {
    Told.quarantined(() -> statement.executeUpdate(WRITE));
    Told.quarantined(connection::commit);
    connection.rollback();
    assertEquals(List.of("0"), Sql.column(statement, READ));
    connection.rollback();
  }

  private static DatabaseServer counter(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT PRIMARY KEY, n INT)");
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "INSERT INTO fenced_off VALUES (1, 0)");
    }
    return pairing.server();
  }

  private static Connection holdingRow(Pairing pairing) throws SQLException {
    Connection holder = pairing.connect();
    holder.setAutoCommit(false);
    Sql.execute(holder, "UPDATE fenced_off SET n = 100 WHERE id = 1");
    return holder;
  }

  private static List<String> values(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      return Sql.column(connection, READ);
    }
  }

  private static void dropTable(Pairing pairing, String name) throws SQLException {
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "DROP TABLE " + name);
    }
  }
}
