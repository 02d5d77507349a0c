package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code Statement.cancel} reaches the session of now, and none that was lost. */
class CancelIT {
  private static final String MARK = "SELECT COUNT(*) FROM cancelled a";

  /** MySQL would multiply the counts of the tables if there were no condition. */
  private static final String LONG =
      MARK
          + " CROSS JOIN cancelled b CROSS JOIN cancelled c CROSS JOIN cancelled d"
          + " WHERE a.n + b.n + c.n + d.n > 0";

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Nothing runs, whatever the driver makes of it. */
  @ForEachPairing
  void ofWhatWasLost(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement();
        Statement other = connection.createStatement()) {
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      Loss loss = Loss.killWhileIdle(pairing, connection);
      cancel(pairing, statement);
      assertEquals(List.of("1"), Sql.column(other, "SELECT 1"));
      cancel(pairing, statement); // it is healed with its next use only
      assertEquals(List.of("1"), Sql.column(other, "SELECT 1"));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      cancel(pairing, statement);
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      loss.assertHealed();
    }
  }

  private static void cancel(Pairing pairing, Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      Told.assertMadeByDriver(pairing, e);
    }
  }

  /** A cancelled read is no lost connection, in a healed session as little as in any. */
  @ForEachPairing
  void ofReadAfterTheLoss(Pairing pairing) throws Exception {
    fill(pairing);
    try (Connection connection = connect(pairing);
        Statement statement = connection.createStatement()) {
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      Loss.killWhileIdle(pairing, connection);
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      long session = pairing.server().sessionOf(connection);
      CompletableFuture<SQLException> told = run(statement);
      pairing.server().awaitStatement(session, MARK);
      statement.cancel();
      assertCancelled(pairing, told);
      assertEquals(session, pairing.server().sessionOf(connection));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
    }
  }

  /** The read was lost on its way, and runs again when another thread has enough of it. */
  @ForEachPairing
  void ofReadThatRunsAgain(Pairing pairing) throws Exception {
    fill(pairing);
    try (Connection connection = connect(pairing);
        Statement statement = connection.createStatement()) {
      long session = pairing.server().sessionOf(connection);
      AgentLog log = AgentLog.fromNow();
      CompletableFuture<SQLException> told = run(statement);
      pairing.server().awaitStatement(session, MARK);
      pairing.server().killNow(session);
      Await.until("a heal", TIMEOUT, () -> !log.lines("connection-healed").isEmpty());
      if (pairing.driver() != JdbcDriver.H2) { // there the next session has the same number
        pairing.server().awaitEnd(session);
      }
      long next = pairing.server().awaitStatement(MARK);
      assertFalse(told.isDone());
      statement.cancel();
      assertCancelled(pairing, told);
      assertEquals(next, pairing.server().sessionOf(connection));
    }
  }

  /**
   * PostgreSQL ignores what it is told between two messages of the driver, as of one that prepares
   * and one that executes: a single message leaves no such moment.
   */
  private static Connection connect(Pairing pairing) throws SQLException {
    return pairing.driver() == JdbcDriver.PGJDBC
        ? pairing.connect("preferQueryMode=simple")
        : pairing.connect();
  }

  private static void assertCancelled(Pairing pairing, CompletableFuture<SQLException> told)
      throws Exception {
    SQLException cancelled = told.get(20, TimeUnit.SECONDS);
    Told.assertMadeByDriver(pairing, cancelled);
    assertEquals(0, cancelled.getSuppressed().length, cancelled::toString);
  }

  private static CompletableFuture<SQLException> run(Statement statement) {
    CompletableFuture<SQLException> told = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                told.completeExceptionally(
                    new AssertionError("it came to its end: " + Sql.column(statement, LONG)));
              } catch (SQLException e) {
                told.complete(e);
              }
            })
        .start();
    return told;
  }

  private static void fill(Pairing pairing) throws SQLException {
    Sql.table(pairing, "cancelled", " (n INT)");
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "INSERT INTO cancelled VALUES " + "(1), ".repeat(119) + "(1)");
    }
  }
}
