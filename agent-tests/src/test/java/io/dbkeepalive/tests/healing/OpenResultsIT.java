package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was open when the connection was lost is told, and nothing of it is done twice. */
class OpenResultsIT {
  private static final String SUMS = "SELECT CONCAT(COUNT(*), CONCAT(' ', SUM(v))) FROM updatable";

  /** More rows than fit into the buffers of sockets: drivers that have no cursors stream. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void cursorBetweenTwoFetchesEndsInAnErrorNotEarly(Pairing pairing) throws SQLException {
    Sql.table(pairing, "fetching", " (id INT)");
    String option =
        pairing.driver() == JdbcDriver.CONNECTOR_J ? "useCursorFetch=true" : "socketTimeout=30000";
    try (Connection connection = pairing.connect(option);
        Statement statement = connection.createStatement()) {
      for (int hundred = 0; hundred < 50; hundred++) {
        Sql.execute(connection, "INSERT INTO fetching VALUES " + "(1), ".repeat(99) + "(1)");
      }
      connection.setAutoCommit(false);
      long session = pairing.server().sessionOf(connection);
      statement.setFetchSize(2);
      ResultSet rows =
          statement.executeQuery("SELECT id, REPEAT('x', 10000) FROM fetching"); // 50 MB
      assertTrue(rows.next());
      pairing.server().kill(session);
      assertThrows(
          SQLException.class,
          () -> {
            while (rows.next()) {
              assertEquals(1, rows.getInt(1));
            }
          });
      connection.rollback();
      assertEquals(List.of("5000"), Sql.column(connection, "SELECT COUNT(*) FROM fetching"));
      connection.rollback();
    }
  }

  /** The driver writes behind it, where nobody sees it. */
  @ForEachPairing
  void updatableRows(Pairing pairing) throws SQLException {
    Sql.table(pairing, "updatable", " (id INT PRIMARY KEY, v INT)");
    try (Connection connection = pairing.connect();
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      Sql.execute(connection, "INSERT INTO updatable VALUES (1, 1), (2, 1)");
      ResultSet rows = statement.executeQuery("SELECT id, v FROM updatable ORDER BY id");
      assertTrue(rows.next());
      rows.updateInt(2, 2);
      rows.updateRow();
      rows.moveToInsertRow();
      rows.updateInt(1, 3);
      rows.updateInt(2, 2);
      rows.insertRow();
      rows.moveToCurrentRow();
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertTrue(rows.absolute(2));
      rows.updateInt(2, 2);
      assertThrows(SQLException.class, rows::updateRow);
      // the others change rows by a statement that they prepare, and were told in its name
      if (pairing.driver() == JdbcDriver.MARIADB_CONNECTOR_J) {
        Told.byDriver(
            pairing,
            "an updatable result set",
            () -> statement.executeUpdate("DELETE FROM updatable"));
      }
      loss.assertHealed();
      assertEquals(
          List.of("1", "3"),
          Sql.column(statement, "SELECT id FROM updatable WHERE v = 2 ORDER BY id"));
    }
    assertEquals(List.of("1", "2", "3"), Sql.ids(pairing, "updatable"));
  }

  /** What a row was changed to, or that it went, cannot be said of a lost session. */
  @ForEachPairing
  void rowsAreNeitherInsertedNorDeletedThroughALostSession(Pairing pairing) throws SQLException {
    Sql.table(pairing, "updatable", " (id INT PRIMARY KEY, v INT)");
    try (Connection connection = pairing.connect();
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      Sql.execute(connection, "INSERT INTO updatable VALUES (1, 1), (2, 1)");
      for (RowChange change : List.<RowChange>of(OpenResultsIT::insert, ResultSet::deleteRow)) {
        ResultSet rows = statement.executeQuery("SELECT id, v FROM updatable ORDER BY id");
        assertTrue(rows.next());
        Loss loss = Loss.killWhileIdle(pairing, connection);
        assertThrows(SQLException.class, () -> change.in(rows));
        if (pairing.driver() == JdbcDriver.MARIADB_CONNECTOR_J) {
          assertThrows(SQLException.class, () -> Sql.column(connection, "SELECT 1"));
        }
        loss.assertHealed();
        assertEquals(List.of("1", "2"), Sql.ids(pairing, "updatable"));
      }
      ResultSet rows = statement.executeQuery("SELECT id, v FROM updatable ORDER BY id");
      assertTrue(rows.next());
      rows.deleteRow();
      insert(rows);
    }
    assertEquals(List.of("2", "3"), Sql.ids(pairing, "updatable"));
  }

  /** Rows of a transaction that was lost change nothing before that is rolled back. */
  @ForEachPairing
  void rowsOfATransactionBegunBySql(Pairing pairing) throws SQLException {
    Sql.table(pairing, "updatable", " (id INT PRIMARY KEY, v INT)");
    try (Connection connection = pairing.connect();
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      Sql.execute(connection, "INSERT INTO updatable VALUES (1, 1)");
      if (pairing.driver() == JdbcDriver.H2) { // in auto-commit mode, its BEGIN does nothing
        connection.setAutoCommit(false);
      } else {
        Sql.execute(connection, "BEGIN");
      }
      ResultSet rows = statement.executeQuery("SELECT id, v FROM updatable");
      assertTrue(rows.next());
      Loss loss = Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing,
          "inside a transaction",
          () -> Sql.execute(connection, "INSERT INTO updatable VALUES (2, 1)"));
      assertTrue(connection.isValid(5)); // the handle works again
      assertThrows(SQLException.class, () -> update(rows));
      assertThrows(SQLException.class, () -> insert(rows));
      Told.quarantined(() -> Sql.execute(connection, "COMMIT"));
      Sql.execute(connection, "ROLLBACK");
      loss.assertHealed();
      connection.setAutoCommit(true);
    }
    try (Connection connection = pairing.connect()) {
      assertEquals(List.of("1 1"), Sql.column(connection, SUMS));
    }
  }

  private interface RowChange {
    void in(ResultSet rows) throws SQLException;
  }

  private static void update(ResultSet rows) throws SQLException {
    rows.updateInt(2, 5);
    rows.updateRow();
  }

  private static void insert(ResultSet rows) throws SQLException {
    rows.moveToInsertRow();
    rows.updateInt(1, 3);
    rows.updateInt(2, 1);
    rows.insertRow();
  }

  @ForEachPairing
  void savepointOfALostTransaction(Pairing pairing) throws SQLException {
    Sql.table(pairing, "saved", " (id INT)");
    try (Connection connection = pairing.connect()) {
      connection.setAutoCommit(false);
      Sql.execute(connection, "INSERT INTO saved VALUES (1)");
      Savepoint savepoint = connection.setSavepoint("here");
      Sql.execute(connection, "INSERT INTO saved VALUES (2)");
      Loss.killWhileIdle(pairing, connection);
      Told.byDriver(pairing, "inside a transaction", () -> connection.rollback(savepoint));
      Told.quarantined(() -> Sql.execute(connection, "INSERT INTO saved VALUES (3)"));
      Told.quarantined(connection::commit);
      connection.rollback();
      Sql.execute(connection, "INSERT INTO saved VALUES (4)");
      assertThrows(SQLException.class, () -> connection.rollback(savepoint));
      connection.rollback();
      Sql.execute(connection, "INSERT INTO saved VALUES (5)");
      connection.commit();
    }
    assertEquals(List.of("5"), Sql.ids(pairing, "saved"));
  }

  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void severalResultsOfOneStatement(Pairing pairing) throws SQLException {
    Sql.table(pairing, "several", " (id INT)");
    String option =
        pairing.driver() == JdbcDriver.PGJDBC
            ? "ApplicationName=several"
            : "allowMultiQueries=true";
    try (Connection connection = pairing.connect(option);
        Statement statement = connection.createStatement()) {
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertTrue(statement.execute("SELECT 1; INSERT INTO several VALUES (7); SELECT 2"));
      assertEquals(List.of("1"), Sql.column(statement.getResultSet()));
      assertEquals(false, statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT));
      assertEquals(1, statement.getUpdateCount());
      assertTrue(statement.getMoreResults());
      assertEquals(List.of("2"), Sql.column(statement.getResultSet()));
      loss.assertHealed();
    }
    assertEquals(List.of("7"), Sql.ids(pairing, "several"));
  }
}
