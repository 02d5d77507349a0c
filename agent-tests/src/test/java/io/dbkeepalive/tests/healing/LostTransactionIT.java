package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transaction that was lost is told of, and no tail of it is ever committed alone. */
class LostTransactionIT {
  private static final String TABLE = "lost";

  @ForEachPairing
  void lossIsMetByTheNextStatement(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO lost VALUES (?)")) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      Loss loss = Loss.kill(pairing, connection);
      Told.byDriver(
          pairing,
          "inside a transaction, which the database rolled back; verdict ROLLED_BACK",
          () -> statement.executeUpdate("INSERT INTO lost VALUES (2)"));
      assertQuarantined(connection, statement, insert);
      connection.rollback();
      insert.setInt(1, 3);
      assertEquals(1, insert.executeUpdate());
      connection.commit();
      loss.assertHealed();
      connection.rollback();
    }
    assertEquals(List.of("3"), Sql.ids(pairing, TABLE));
  }

  /** Nothing executes and nothing commits, by whatever method. */
  private static void assertQuarantined(
      Connection connection, Statement statement, PreparedStatement insert) throws SQLException {
    assertFalse(connection.isClosed());
    assertFalse(connection.getAutoCommit());
    insert.setInt(1, 2);
    Told.quarantined(() -> statement.executeUpdate("INSERT INTO lost VALUES (2)"));
    Told.quarantined(() -> statement.executeQuery("SELECT id FROM lost"));
    Told.quarantined(insert::executeUpdate);
    Told.quarantined(() -> statement.execute("COMMIT"));
    Told.quarantined(connection::commit);
    Told.quarantined(connection::setSavepoint);
    Told.quarantined(() -> connection.setAutoCommit(true));
  }

  /** Found before it is sent: to the application it is the same. */
  @ForEachPairing
  void lossWhileIdle(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      AgentLog log = AgentLog.fromNow();
      Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing,
          "verdict ROLLED_BACK",
          () -> statement.executeUpdate("INSERT INTO lost VALUES (2)"));
      Told.quarantined(connection::commit);
      connection.rollback();
      connection.setAutoCommit(true);
      assertEquals(1, statement.executeUpdate("INSERT INTO lost VALUES (3)"));
      List<String> refusals = log.lines("call-refused");
      assertEquals(1, refusals.size(), refusals::toString);
      assertTrue(refusals.get(0).contains("reason=transaction-lost"), refusals.get(0));
    }
    assertEquals(List.of("3"), Sql.ids(pairing, TABLE));
  }

  /** The commit itself never reached the server, or nobody knows: nothing of it is made up. */
  @ForEachPairing
  void lossIsMetByTheCommit(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      Loss.kill(pairing, connection);
      Told.byDriver(pairing, "; verdict ", connection::commit);
      Told.quarantined(() -> statement.executeUpdate("INSERT INTO lost VALUES (2)"));
      connection.rollback();
      statement.executeUpdate("INSERT INTO lost VALUES (3)");
      connection.commit();
    }
    assertEquals(List.of("3"), Sql.ids(pairing, TABLE));
  }

  @ForEachPairing
  void replyToCommitLost(Pairing pairing) throws SQLException, IOException {
    commitInDoubt(pairing, Moment.BEFORE_REPLY, List.of("1", "3"));
  }

  @ForEachPairing
  void commitLost(Pairing pairing) throws SQLException, IOException {
    commitInDoubt(pairing, Moment.BEFORE_REQUEST, List.of("3"));
  }

  private static void commitInDoubt(Pairing pairing, Moment moment, List<String> ids)
      throws SQLException, IOException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      Connection connection = line.connection();
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      line.breakAt(moment, "COMMIT");
      Told.byDriver(
          pairing,
          "during a commit, which may or may not have taken effect; verdict UNKNOWN",
          connection::commit);
      Told.quarantined(connection::commit);
      Told.quarantined(() -> statement.executeUpdate("INSERT INTO lost VALUES (2)"));
      line.awaitSettled();
      connection.rollback();
      statement.executeUpdate("INSERT INTO lost VALUES (3)");
      connection.commit();
    }
    assertEquals(ids, Sql.ids(pairing, TABLE));
  }

  /** The server ended the transaction, and said so: nothing of it is left to lose. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.healing.DriversOwnObjectsIT#pgjdbc")
  void commitThatTheServerRefuses(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (Executable commit :
          List.<Executable>of(connection::commit, () -> statement.execute("COMMIT"))) {
        long session = pairing.server().sessionOf(connection);
        statement.executeUpdate("INSERT INTO lost VALUES (1), (1)");
        assertEquals("23505", assertThrows(SQLException.class, commit).getSQLState());
        pairing.server().kill(session);
        Loss.beIdle();
        assertEquals(1, statement.executeUpdate("INSERT INTO lost VALUES (2)"));
        connection.rollback();
      }
    }
    assertEquals(List.of(), Sql.ids(pairing, TABLE));
  }

  /** What it asks for is done already: the server rolled back. */
  @ForEachPairing
  void rollbackOfLostTransaction(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      Loss loss = Loss.kill(pairing, connection);
      connection.rollback();
      statement.executeUpdate("INSERT INTO lost VALUES (2)");
      connection.commit();
      loss.assertHealed();
      connection.rollback();
    }
    assertEquals(List.of("2"), Sql.ids(pairing, TABLE));
  }

  /** Between transactions nothing is lost: the next one begins on another session. */
  @ForEachPairing
  void firstStatementAfterIdleLoss(Pairing pairing) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO lost VALUES (1)");
      connection.commit();
      Loss loss = Loss.killBetweenTransactions(pairing, connection);
      assertEquals(1, statement.executeUpdate("INSERT INTO lost VALUES (2)"));
      statement.executeUpdate("INSERT INTO lost VALUES (3)");
      assertEquals(List.of("1"), Sql.ids(pairing, TABLE));
      connection.commit();
      loss.assertHealed();
      connection.rollback();
    }
    assertEquals(List.of("1", "2", "3"), Sql.ids(pairing, TABLE));
  }
}
