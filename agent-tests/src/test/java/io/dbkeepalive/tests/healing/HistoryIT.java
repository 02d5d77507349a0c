package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new session answers what only the old one knew, and would be wrong. */
class HistoryIT {
  /** Beyond {@code validate-after-idle}. */
  private static final int IDLE_MILLIS = 1_200;

  private static final String ASK = "SELECT LAST_INSERT_ID()";
  private static final String WRITE = "INSERT INTO keyed (word) VALUES ('word')";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void lastKeyOfTheLostSessionIsNotMadeUp(Pairing pairing) throws SQLException {
    table(pairing);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(WRITE);
      Loss loss = Loss.kill(pairing, connection);
      Told.byDriver(
          pairing,
          "what earlier statements left in the lost session",
          () -> Sql.column(statement, ASK));
      assertEquals(1, statement.executeUpdate(WRITE));
      assertEquals(List.of("2"), Sql.column(statement, ASK));
      loss.assertHealed();
    }
  }

  /** Another statement met the loss, and healed it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void norAfterTheConnectionWasHealed(Pairing pairing) throws SQLException {
    table(pairing);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(ASK)) {
      statement.executeUpdate(WRITE);
      Loss loss = Loss.kill(pairing, connection);
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      assertRefused(() -> Sql.column(statement, ASK));
      assertRefused(() -> Sql.column(prepared.executeQuery()));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      loss.assertHealed();
      assertEquals(1, statement.executeUpdate(WRITE));
      assertEquals(List.of("2"), Sql.column(prepared.executeQuery()));
    }
  }

  /** A ping makes the row count 0: the agent leaves out its own before such a question. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void rowCountIsThatOfTheStatement(Pairing pairing) throws Exception {
    table(pairing);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(WRITE + ", ('another')");
      Thread.sleep(IDLE_MILLIS); // idleness itself is the event
      assertEquals(List.of("2"), Sql.column(statement, "SELECT ROW_COUNT()"));
    }
  }

  /** Pinged for another call meanwhile: told, not answered with the ping's 0. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void norIsItThatOfAPing(Pairing pairing) throws Exception {
    table(pairing);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(WRITE + ", ('another')");
      Thread.sleep(IDLE_MILLIS);
      connection.nativeSQL(ASK); // sends nothing, and pings
      SQLException told =
          assertThrows(
              SQLTransientConnectionException.class,
              () -> Sql.column(statement, "SELECT ROW_COUNT()"));
      assertTrue(told.getMessage().contains("a ping"), told.getMessage());
      assertEquals(List.of("1"), Sql.column(statement, ASK)); // of the first row
      assertEquals(List.of("-1"), Sql.column(statement, "SELECT ROW_COUNT()"));
    }
  }

  private static void assertRefused(Question question) {
    SQLException told = assertThrows(SQLTransientConnectionException.class, question::ask);
    assertTrue(told.getMessage().contains("that session was lost"), told.getMessage());
  }

  private interface Question {
    void ask() throws SQLException;
  }

  private static void table(Pairing pairing) throws SQLException {
    Sql.table(pairing, "keyed", " (id INT AUTO_INCREMENT PRIMARY KEY, word VARCHAR(9))");
  }
}
