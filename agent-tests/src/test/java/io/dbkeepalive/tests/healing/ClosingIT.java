package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's own end of a connection is final; a loss is none. */
class ClosingIT {
  @ForEachPairing
  void closeIsFinal(Pairing pairing) throws SQLException, IOException {
    try (Line line = new Line(pairing)) {
      Statement statement = line.connection().createStatement();
      line.connection().close();
      assertFinal(pairing, line, statement);
    }
  }

  @ForEachPairing
  void closeOfLostConnectionIsFinal(Pairing pairing) throws SQLException, IOException {
    try (Line line = new Line(pairing)) {
      Statement statement = line.connection().createStatement();
      line.proxy().cutAll(Cut.RST);
      try {
        line.connection().close();
      } catch (SQLException e) { // some drivers complain of the loss, as without the agent
        Told.assertMadeByDriver(pairing, e);
      }
      assertFinal(pairing, line, statement);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withAbort")
  void abortIsFinal(Pairing pairing) throws SQLException, IOException {
    try (Line line = new Line(pairing)) {
      Statement statement = line.connection().createStatement();
      line.connection().abort(Runnable::run);
      assertFinal(pairing, line, statement);
    }
  }

  private static void assertFinal(Pairing pairing, Line line, Statement statement)
      throws SQLException {
    Connection connection = line.connection();
    assertTrue(connection.isClosed());
    assertFalse(connection.isValid(1));
    Told.assertMadeByDriver(
        pairing, assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1")));
    Told.assertMadeByDriver(
        pairing, assertThrows(SQLException.class, () -> connection.prepareStatement("SELECT 1")));
    connection.close();
    assertEquals(1, line.proxy().connectionsAccepted());
  }

  @ForEachPairing
  void closeWhileAnotherThreadHealsIsFinal(Pairing pairing) throws Exception {
    Sql.table(pairing, "closing", " (id INT)");
    try (Line line = new Line(pairing)) {
      Statement statement = line.connection().createStatement();
      line.proxy().refuse();
      line.proxy().cutAll(Cut.FIN);
      Loss.beIdle();
      CompletableFuture<SQLException> told = new CompletableFuture<>();
      Thread writer = new Thread(() -> told.complete(failureOfInsert(statement)));
      writer.start();
      Await.until(
          "a pause between two attempts to connect",
          Duration.ofSeconds(20),
          () -> writer.getState() == Thread.State.TIMED_WAITING);

      line.connection().close();
      line.proxy().accept();

      Told.assertMadeByDriver(pairing, told.get(30, TimeUnit.SECONDS));
      assertTrue(line.connection().isClosed());
      try (Connection other = pairing.connect()) {
        assertEquals(List.of(), Sql.column(other, "SELECT id FROM closing"));
      }
    }
  }

  private static SQLException failureOfInsert(Statement statement) {
    try {
      statement.executeUpdate("INSERT INTO closing VALUES (1)");
      return null;
    } catch (SQLException e) {
      return e;
    }
  }

  @ForEachPairing
  void lostConnectionIsNotClosed(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      Loss loss = Loss.kill(pairing, connection);
      assertFalse(connection.isClosed());
      assertFalse(statement.isClosed());
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      assertFalse(connection.isClosed());
      assertFalse(statement.isClosed());
      loss.assertHealed();
    }
  }

  @ForEachPairing
  void isValidHeals(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      Loss loss = Loss.kill(pairing, connection);
      assertTrue(connection.isValid(5));
      loss.assertHealed();
    }
  }

  /** One statement's end is nobody else's, before a loss or after it. */
  @ForEachPairing
  void closedStatementStaysClosed(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement open = connection.createStatement();
        Statement early = connection.createStatement();
        Statement late = connection.createStatement()) {
      early.close();
      Loss loss = Loss.kill(pairing, connection);
      assertTrue(connection.isValid(5));
      late.close();
      for (Statement closed : List.of(early, late)) {
        assertTrue(closed.isClosed());
        Told.assertMadeByDriver(
            pairing, assertThrows(SQLException.class, () -> closed.executeQuery("SELECT 1")));
      }
      assertEquals(List.of("1"), Sql.column(open, "SELECT 1"));
      loss.assertHealed();
    }
  }
}
