package io.dbkeepalive.tests.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The old session ends if it is proven to be ours, and no other ever. */
class FenceIT {
  private final AgentFence fence = new AgentFence();

  FenceIT() throws ReflectiveOperationException, IOException {}

  static Stream<Pairing> pairings() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void itsLocksAreFreeAndItsWorkUndone(Pairing pairing) throws Exception {
    try (Connection lost = pairing.connect();
        Connection other = pairing.connect();
        Connection fresh = pairing.connect()) {
      lockRow(lost);
      fresh.setAutoCommit(false);
      assertTrue(end(fresh, session(fresh), session(lost), Duration.ofSeconds(5)));
      assertFalse(fresh.getAutoCommit());
      // nobody stands in the way, from the first moment on
      try (Statement statement = fresh.createStatement()) {
        statement.execute(
            pairing.driver() == JdbcDriver.PGJDBC
                ? "SET lock_timeout = 1"
                : "SET innodb_lock_wait_timeout = 1");
        assertEquals(1, statement.executeUpdate("UPDATE fenced SET n = n + 1 WHERE id = 1"));
      }
      fresh.commit();
      assertEquals(1, number(other, "SELECT n FROM fenced WHERE id = 1"));
      lost.rollback(); // Connector/J does not close what is lost inside a transaction
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void aDeadlineThatHasPassedEndsWithoutWaiting(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    try (Connection lost = pairing.connect();
        Connection fresh = pairing.connect()) {
      long id = server.sessionOf(lost);
      assertFalse(end(fresh, session(fresh), session(lost), Duration.ZERO));
      server.awaitEnd(id);
      assertTrue(fresh.isValid(5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void whatStandsInBetweenProvesNothing(Pairing pairing) throws Exception {
    try (Connection lost = pairing.connect();
        Connection fresh = pairing.connect()) {
      Object ours = session(fresh);
      Object theirs = session(lost);
      long now = System.nanoTime();
      Object oursElsewhere = fence.session(fresh, port(fresh) + 1, now);
      Object theirsElsewhere = fence.session(lost, port(lost) + 1, now);
      assertUntouched(fresh, oursElsewhere, theirs, lost);
      assertUntouched(fresh, ours, theirsElsewhere, lost);
      assertUntouched(fresh, null, theirs, lost);
      assertUntouched(fresh, ours, null, lost);
      assertUntouched(fresh, ours, ours, lost);
      if (pairing.driver() == JdbcDriver.PGJDBC) { // which gives an id, and its port, again
        long earlier = now - Duration.ofSeconds(10).toNanos();
        assertUntouched(fresh, ours, fence.session(lost, port(lost), earlier), lost);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void aSessionThatIsNotListedProvesNothing(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    try (Connection lost = pairing.connect();
        Connection fresh = pairing.connect()) {
      Object theirs = session(lost);
      server.kill(server.sessionOf(lost));
      assertFalse(end(fresh, session(fresh), theirs, Duration.ofSeconds(1)));
    }
  }

  /** A restarted server is another one: it gives the same ids to other people. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void theSameIdOnAnotherServerIsNotEnded(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    List<Connection> strangers = new ArrayList<>();
    server.restart();
    try (Connection lost = pairing.connect()) {
      long id = server.sessionOf(lost);
      Object theirs = session(lost);
      server.restart();
      do {
        strangers.add(pairing.connect());
      } while (server.sessionOf(strangers.get(strangers.size() - 1)) < id);
      Connection stranger = strangers.get(strangers.size() - 1);
      assertEquals(id, server.sessionOf(stranger), "the id was given to nobody");
      try (Connection fresh = pairing.connect()) {
        assertUntouched(fresh, session(fresh), theirs, stranger);
      }
    } finally {
      for (Connection stranger : strangers) {
        stranger.close();
      }
    }
  }

  @ForEachPairing
  void tablesWithoutRollbackAreFound(Pairing pairing) throws Exception {
    boolean mysql = Pairings.mysqlFamily().anyMatch(pairing::equals);
    try (Connection fresh = pairing.connect();
        Statement statement = fresh.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS unfenced");
      assertTrue(fence.rollsBackAll(pairing.driver(), fresh));
      if (mysql) {
        statement.execute("CREATE TABLE unfenced (id INT) ENGINE = MyISAM");
        fresh.setAutoCommit(false);
        assertFalse(fence.rollsBackAll(pairing.driver(), fresh));
        assertFalse(fresh.getAutoCommit());
        statement.execute("DROP TABLE unfenced");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#all")
  void sessionsOfUnknownSocketsAreNotKnown(Pairing pairing) throws Exception {
    try (Connection connection = pairing.connect()) {
      assertNull(fence.session(connection, 0, System.nanoTime()));
      boolean known = pairing.driver() != JdbcDriver.H2;
      assertEquals(known, fence.session(connection, 1, System.nanoTime()) != null);
    }
  }

  private void assertUntouched(Connection fresh, Object ours, Object lost, Connection untouched)
      throws Exception {
    assertFalse(end(fresh, ours, lost, Duration.ofMillis(100)));
    assertEquals(1, number(untouched, "SELECT 1"));
  }

  private boolean end(Connection fresh, Object ours, Object lost, Duration wait) throws Exception {
    return fence.end(fresh, ours, lost, System.nanoTime() + wait.toNanos());
  }

  /** As if the socket itself had been asked for its port. */
  private Object session(Connection connection) throws Exception {
    return fence.session(connection, port(connection), System.nanoTime());
  }

  private static void lockRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS fenced");
      statement.execute("CREATE TABLE fenced (id INT PRIMARY KEY, n INT)");
      statement.execute("INSERT INTO fenced VALUES (1, 0)");
      connection.setAutoCommit(false);
      statement.executeUpdate("UPDATE fenced SET n = 100 WHERE id = 1");
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static int port(Connection connection) throws SQLException {
    if (connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
      return (int) number(connection, "SELECT inet_client_port()");
    }
    if (connection.getMetaData().getURL().startsWith("jdbc:h2:")) {
      return 1;
    }
    long id = number(connection, "SELECT CONNECTION_ID()");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
      while (rows.next()) {
        if (rows.getLong("Id") == id) {
          String host = rows.getString("Host");
          return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
        }
      }
    }
    throw new AssertionError("session " + id + " does not see itself");
  }
}
