package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What was lost needs no closing: who closes it is not troubled, and loses nothing else. */
class ClosingLostIT {
  @ForEachPairing
  void statementOfTheLostSession(Pairing pairing) throws SQLException {
    try (Connection connection = connect(pairing)) {
      PreparedStatement stale = connection.prepareStatement("SELECT 1");
      assertEquals(List.of("1"), Sql.column(stale.executeQuery()));
      PreparedStatement lost = connection.prepareStatement("SELECT 2");
      assertEquals(List.of("2"), Sql.column(lost.executeQuery()));
      Loss loss = Loss.kill(pairing, connection);
      lost.close(); // nobody knows of the loss yet
      assertEquals(List.of("3"), Sql.column(connection, "SELECT 3"));
      stale.close();
      assertTrue(stale.isClosed() && lost.isClosed());
      loss.assertHealed();
    }
  }

  /** It was not committed, and nobody says that it was. */
  @ForEachPairing
  void connectionInTheMidstOfATransaction(Pairing pairing) throws SQLException {
    Sql.table(pairing, "left_behind", " (id INT)");
    Connection connection = connect(pairing);
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    statement.executeUpdate("INSERT INTO left_behind VALUES (1)");
    Loss.kill(pairing, connection);
    connection.close();
    assertTrue(connection.isClosed());
    assertEquals(List.of(), Sql.ids(pairing, "left_behind"));
  }

  /** The closing of a statement is not the end of the matter. */
  @ForEachPairing
  void statementInTheMidstOfATransaction(Pairing pairing) throws SQLException {
    Sql.table(pairing, "left_behind", " (id INT)");
    try (Connection connection = connect(pairing)) {
      connection.setAutoCommit(false);
      PreparedStatement insert = connection.prepareStatement("INSERT INTO left_behind VALUES (1)");
      insert.executeUpdate();
      Loss.kill(pairing, connection);
      insert.close();
      Told.byDriver(pairing, "inside a transaction", () -> Sql.column(connection, "SELECT 1"));
      Told.quarantined(connection::commit);
      connection.rollback();
    }
    assertEquals(List.of(), Sql.ids(pairing, "left_behind"));
  }

  /** Connector/J tells the server of each closed statement only where it was prepared there. */
  private static Connection connect(Pairing pairing) throws SQLException {
    return pairing.driver() == JdbcDriver.CONNECTOR_J
        ? pairing.connect("useServerPrepStmts=true")
        : pairing.connect();
  }
}
