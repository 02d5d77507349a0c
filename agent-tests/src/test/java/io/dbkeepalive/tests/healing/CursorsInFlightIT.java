package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cursors with a name, when the line breaks: those of JDBC come again, those of SQL are told. */
class CursorsInFlightIT {
  private static final String DECLARE = "DECLARE c CURSOR FOR SELECT id FROM under_cursor";
  private static final String HOLD = "DECLARE h CURSOR WITH HOLD FOR SELECT id FROM under_cursor";

  /** SQLSTATE "invalid cursor name": the server's own word. */
  private static final String NO_SUCH_CURSOR = "34000";

  static Stream<Arguments> pgjdbc() {
    return DriversOwnObjectsInFlightIT.pgjdbc();
  }

  @ForEachPairing
  void nameOfAStatementsCursor(Pairing pairing) throws SQLException, IOException {
    createTable(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      if (pairing.driver() == JdbcDriver.MARIADB_CONNECTOR_J) {
        assertThrows(SQLFeatureNotSupportedException.class, () -> statement.setCursorName("named"));
      } else {
        statement.setCursorName("named");
      }
      line.breakAt(Moment.BEFORE_REPLY, "SELECT id FROM under_cursor");
      assertEquals(
          List.of("1", "2", "3"), Sql.column(statement, "SELECT id FROM under_cursor ORDER BY id"));
      line.awaitSettled();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void declaration(Pairing pairing, Moment moment) throws SQLException, IOException {
    createTable(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.connection().setAutoCommit(false);
      line.breakAt(moment, "DECLARE");
      Told.byDriver(pairing, "verdict ROLLED_BACK", () -> statement.execute(DECLARE));
      line.awaitSettled();
      Told.quarantined(() -> statement.executeQuery("FETCH c"));
      line.connection().rollback();
      statement.execute(DECLARE);
      assertEquals(List.of("1"), Sql.column(statement, "FETCH c"));
      line.connection().commit();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void fetch(Pairing pairing, Moment moment) throws SQLException, IOException {
    createTable(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.connection().setAutoCommit(false);
      for (String next : List.of("FETCH c", "MOVE c", "CLOSE c")) {
        statement.execute(DECLARE);
        assertEquals(List.of("1"), Sql.column(statement, "FETCH c"));
        line.breakAt(moment, next);
        Told.byDriver(pairing, "inside a transaction", () -> statement.execute(next));
        line.awaitSettled();
        Told.quarantined(() -> statement.executeQuery("FETCH c"));
        Told.quarantined(line.connection()::commit);
        line.connection().rollback();
        assertGone(pairing, statement, "FETCH c");
        line.connection().rollback();
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void declarationOfACursorThatIsHeld(Pairing pairing, Moment moment)
      throws SQLException, IOException {
    createTable(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.breakAt(moment, "DECLARE");
      Told.byDriver(pairing, "may have taken effect", () -> statement.execute(HOLD));
      line.awaitSettled();
      assertGone(pairing, statement, "FETCH h");
      statement.execute(HOLD);
      assertEquals(List.of("1"), Sql.column(statement, "FETCH h"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void fetchFromACursorThatIsHeld(Pairing pairing, Moment moment) throws SQLException, IOException {
    createTable(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      for (String next : List.of("FETCH h", "MOVE h", "CLOSE h")) {
        statement.execute(HOLD);
        assertEquals(List.of("1"), Sql.column(statement, "FETCH h"));
        line.breakAt(moment, next);
        Told.byDriver(pairing, "the cursor h", () -> statement.execute(next));
        line.awaitSettled();
        assertGone(pairing, statement, next);
      }
    }
  }

  private static void assertGone(Pairing pairing, Statement statement, String next) {
    SQLException told = assertThrows(SQLException.class, () -> statement.execute(next));
    Told.assertMadeByDriver(pairing, told);
    assertEquals(NO_SUCH_CURSOR, told.getSQLState(), told::toString);
    assertEquals(0, told.getSuppressed().length, "nothing of ours is in it");
  }

  private static void createTable(Pairing pairing) throws SQLException {
    Sql.table(pairing, "under_cursor", " (id INT)");
    try (var connection = pairing.connect()) {
      Sql.execute(connection, "INSERT INTO under_cursor VALUES (1), (2), (3)");
    }
  }
}
