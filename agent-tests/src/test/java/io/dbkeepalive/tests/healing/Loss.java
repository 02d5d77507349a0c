package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The end of a connection by the hand of the server, and what time has to do with it. */
final class Loss {
  /** A little more than the idleness after which the agent looks before it sends. */
  private static final Duration IDLE = Duration.ofMillis(1_100);

  private final Connection connection;
  private final DatabaseServer server;
  private final long session;

  /** H2 gives the lowest free number. */
  private final boolean numbersAreUsedAgain;

  private Loss(Connection connection, Pairing pairing) throws SQLException {
    this.connection = connection;
    this.server = pairing.server();
    this.numbersAreUsedAgain = pairing.driver() == JdbcDriver.H2;
    this.session = server.sessionOf(connection);
  }

  /**
   * The server ends the session; nothing tells the application. Outside auto-commit mode this is a
   * part of the application's transaction, for the session is asked for its number.
   */
  static Loss kill(Pairing pairing, Connection connection) throws SQLException {
    Loss loss = new Loss(connection, pairing);
    loss.server.kill(loss.session);
    return loss;
  }

  /** The end of a session between two transactions, so long ago that the agent looks first. */
  static Loss killBetweenTransactions(Pairing pairing, Connection connection) throws SQLException {
    Loss loss = new Loss(connection, pairing);
    connection.rollback();
    loss.server.kill(loss.session);
    beIdle();
    return loss;
  }

  /**
   * The end of a session in a transaction that has only read, so long ago that the agent looks
   * first. The session is asked for its number in a transaction of its own, and the reads are then
   * done again, by the number.
   */
  static Loss inReadingTransaction(Pairing pairing, Connection connection) throws SQLException {
    Loss loss = new Loss(connection, pairing);
    connection.rollback();
    Sql.column(connection, "SELECT id FROM merely_read");
    loss.server.kill(loss.session);
    beIdle();
    return loss;
  }

  /** The same as {@link #kill}, so long ago that the agent looks before it sends anything. */
  static Loss killWhileIdle(Pairing pairing, Connection connection) throws SQLException {
    Loss loss = kill(pairing, connection);
    beIdle();
    return loss;
  }

  /** The one wait in these tests that awaits nothing but time: idleness itself. */
  static void beIdle() {
    try {
      Thread.sleep(IDLE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while idle", e);
    }
  }

  /** The handle works, over another session than the one that the server has ended. */
  void assertHealed() throws SQLException {
    long now = server.sessionOf(connection);
    if (!numbersAreUsedAgain) {
      assertNotEquals(session, now, "the connection was never lost");
    }
  }
}
