package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What takes too long is not run again; what the server itself gave up is no lost connection. */
class TimeOutsIT {
  private static final String TABLE = "timed";
  private static final String READ = "SELECT id FROM timed";
  private static final String REASON = "the driver's socket time-out ended it";

  static Stream<Pairing> pairings() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /** MariaDB's driver leaves query time-outs to the server, and MySQL knows none of that kind. */
  static Stream<Pairing> withQueryTimeout() {
    return pairings()
        .filter(
            pairing ->
                pairing.driver() != JdbcDriver.MARIADB_CONNECTOR_J
                    || pairing.kind() != ServerKind.MYSQL_CONTAINER);
  }

  /** The server is still busy with it: one of the kind is enough. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void readThatOutlastsTheSocketTimeoutIsNotRunAgain(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    DatabaseServer server = pairing.server();
    try (Connection holder = pairing.connect();
        Connection connection = pairing.connect(socketTimeout(pairing));
        Statement statement = connection.createStatement()) {
      long session = server.sessionOf(connection);
      TableLock.take(pairing, holder, TABLE);
      List<Long> before = server.sessions();
      assertTimesOut(pairing, () -> Sql.column(statement, READ));
      assertTrue(before.containsAll(server.sessions()), "another session was opened for it");
      TableLock.release(pairing, holder);
      assertEquals(List.of(), Sql.column(statement, READ));
      assertNotEquals(session, server.sessionOf(connection));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void timeOutInATransactionEndsIt(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    Sql.table(pairing, "kept", " (id INT)");
    try (Connection holder = pairing.connect();
        Connection connection = pairing.connect(socketTimeout(pairing));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      assertEquals(1, statement.executeUpdate("INSERT INTO kept VALUES (1)"));
      TableLock.take(pairing, holder, TABLE);
      Told.byDriver(
          pairing,
          "inside a transaction",
          () -> statement.executeUpdate("INSERT INTO timed VALUES (1)"));
      Told.quarantined(() -> statement.executeUpdate("INSERT INTO kept VALUES (2)"));
      TableLock.release(pairing, holder);
      connection.rollback();
      assertEquals(1, statement.executeUpdate("INSERT INTO kept VALUES (3)"));
      connection.commit();
    }
    assertEquals(List.of("3"), Sql.ids(pairing, "kept"));
    assertEquals(List.of(), Sql.ids(pairing, TABLE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void silenceBeforeTheRequest(Pairing pairing) throws Exception {
    silence(pairing, Moment.BEFORE_REQUEST, List.of("2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void silenceBeforeTheReply(Pairing pairing) throws Exception {
    silence(pairing, Moment.BEFORE_REPLY, List.of("1", "2"));
  }

  private static void silence(Pairing pairing, Moment moment, List<String> ids) throws Exception {
    Sql.table(pairing, TABLE, " (id INT)"); // without a key: a second row would go in
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection = pairing.connect(proxy, socketTimeout(pairing));
        Statement statement = connection.createStatement()) {
      assertEquals(List.of(), Sql.column(statement, READ));
      proxy.cutAt(moment, Cut.SILENCE, request -> request.contains("SELECT id"));
      assertTimesOut(pairing, () -> Sql.column(statement, READ));
      assertEquals(1, proxy.connectionsAccepted());
      assertEquals(List.of(), Sql.column(statement, READ));
      assertEquals(2, proxy.connectionsAccepted());

      proxy.cutAt(moment, Cut.SILENCE, request -> request.contains("INSERT"));
      assertTimesOut(pairing, () -> statement.executeUpdate("INSERT INTO timed VALUES (1)"));
      assertEquals(2, proxy.connectionsAccepted());
      assertEquals(1, statement.executeUpdate("INSERT INTO timed VALUES (2)"));
    }
    assertEquals(ids, Sql.ids(pairing, TABLE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withQueryTimeout")
  void queryTimeoutPassesUntouched(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    DatabaseServer server = pairing.server();
    try (Connection holder = pairing.connect();
        Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      long session = server.sessionOf(connection);
      TableLock.take(pairing, holder, TABLE);
      AgentLog log = AgentLog.fromNow();
      statement.setQueryTimeout(1);
      SQLException told = assertThrows(SQLException.class, () -> Sql.column(statement, READ));
      assertUntouched(pairing, told, log);
      TableLock.release(pairing, holder);
      assertEquals(List.of(), Sql.column(statement, READ));
      assertEquals(session, server.sessionOf(connection));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void deadlockPassesUntouched(Pairing pairing) throws Throwable {
    Sql.table(pairing, TABLE, " (id INT PRIMARY KEY, n INT)");
    try (Connection one = pairing.connect();
        Connection other = pairing.connect()) {
      Sql.execute(one, "INSERT INTO timed VALUES (1, 0)", "INSERT INTO timed VALUES (2, 0)");
      List<Long> sessions = sessions(pairing, one, other);
      AgentLog log = AgentLog.fromNow();
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      increment(one, 1);
      increment(other, 2);
      InFlight<SQLException> waits = InFlight.begin(() -> failureOf(one, 2));
      pairing.server().awaitStatement(sessions.get(0), update(2));
      SQLException ofOther = failureOf(other, 1);
      if (ofOther != null) {
        other.rollback();
      }
      SQLException ofOne = waits.end();
      assertTrue((ofOne == null) != (ofOther == null), "one of the two, not both or none");
      SQLException told = ofOne == null ? ofOther : ofOne;
      assertTrue(Set.of("40001", "40P01").contains(told.getSQLState()), told::toString);
      assertUntouched(pairing, told, log);
      one.rollback();
      other.rollback();
      assertEquals(sessions, sessions(pairing, one, other));
    }
  }

  private static void assertTimesOut(Pairing pairing, Executable call) {
    AgentLog log = AgentLog.fromNow();
    Told.byDriver(pairing, REASON, call);
    List<String> refusals = log.lines("call-refused");
    assertEquals(1, refusals.size(), refusals::toString);
    assertTrue(refusals.get(0).contains("reason=timed-out"), refusals.get(0));
    assertTrue(refusals.get(0).contains("cause=socket-time-out"), refusals.get(0));
    assertEquals(List.of(), log.lines("connection-healed"));
  }

  private static void assertUntouched(Pairing pairing, SQLException told, AgentLog log) {
    Told.assertMadeByDriver(pairing, told);
    assertEquals(0, told.getSuppressed().length, told::toString);
    assertEquals(List.of(), log.lines("call-refused"));
    assertEquals(List.of(), log.lines("connection-healed"));
  }

  /** Null if it went well. */
  private static SQLException failureOf(Connection connection, int id) {
    try {
      increment(connection, id);
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  private static void increment(Connection connection, int id) throws SQLException {
    Sql.execute(connection, update(id));
  }

  private static String update(int id) {
    return "UPDATE timed SET n = n + 1 WHERE id = " + id;
  }

  private static List<Long> sessions(Pairing pairing, Connection one, Connection other)
      throws SQLException {
    List<Long> sessions =
        List.of(pairing.server().sessionOf(one), pairing.server().sessionOf(other));
    if (!one.getAutoCommit()) {
      one.rollback();
      other.rollback();
    }
    return sessions;
  }

  /** One second, in the unit of the driver. */
  private static String socketTimeout(Pairing pairing) {
    return pairing.driver() == JdbcDriver.PGJDBC ? "socketTimeout=1" : "socketTimeout=1000";
  }
}
