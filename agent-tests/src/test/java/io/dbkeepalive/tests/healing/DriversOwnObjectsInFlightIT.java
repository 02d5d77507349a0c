package io.dbkeepalive.tests.healing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that ask the server by themselves, when the line breaks while they do. */
class DriversOwnObjectsInFlightIT {
  static Stream<Arguments> pgjdbc() {
    return atEachMoment(DriversOwnObjectsIT.pgjdbc());
  }

  static Stream<Arguments> connectorJ() {
    return atEachMoment(DriversOwnObjectsIT.connectorJ());
  }

  private static Stream<Arguments> atEachMoment(Stream<Pairing> pairings) {
    return pairings.flatMap(
        pairing -> Stream.of(Moment.values()).map(moment -> Arguments.of(pairing, moment)));
  }

  /** pgjdbc looks up types that it does not know. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void arrayOfATypeThatIsLookedUp(Pairing pairing, Moment moment) throws SQLException, IOException {
    createType(pairing);
    try (Line line = new Line(pairing)) {
      line.breakAt(moment, "pg_catalog.pg_type");
      Array made = line.connection().createArrayOf("mood", new Object[] {"calm"});
      assertEquals("mood", made.getBaseTypeName());
      assertEquals("{\"calm\"}", made.toString());
      line.awaitSettled();
    }
  }

  /** The driver asks past JDBC there: its exception alone is what the application gets. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void arrayWhoseTypeIsLookedUpWhenItIsRead(Pairing pairing, Moment moment)
      throws SQLException, IOException {
    createType(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT CAST('{calm,wild}' AS mood[])")) {
      assertTrue(rows.next());
      Array taken = rows.getArray(1);
      line.breakAt(moment, "pg_catalog.pg_type");
      Told.assertMadeByDriver(pairing, assertThrows(SQLException.class, taken::getArray));
      line.awaitSettled();
      ResultSet again = statement.executeQuery("SELECT CAST('{calm,wild}' AS mood[])");
      assertTrue(again.next());
      Object[] read = (Object[]) again.getArray(1).getArray();
      assertEquals(List.of("calm", "wild"), List.of(read));
    }
  }

  private static void createType(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      Sql.execute(
          connection, "DROP TYPE IF EXISTS mood", "CREATE TYPE mood AS ENUM ('calm', 'wild')");
    }
  }

  /** It works by function calls past JDBC, inside a transaction. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pgjdbc")
  void largeObject(Pairing pairing, Moment moment) throws SQLException, IOException {
    Sql.table(pairing, "with_object", " (data OID)");
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "INSERT INTO with_object VALUES (lo_from_bytea(0, 'abc'))");
    }
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.connection().setAutoCommit(false);
      for (boolean writes : new boolean[] {false, true}) {
        Blob blob = blob(statement);
        line.breakAtNext(moment);
        assertThrows(
            SQLException.class,
            () -> {
              if (writes) {
                blob.setBytes(1, new byte[] {'x'});
              } else {
                blob.getBytes(1, 3);
              }
            });
        line.awaitSettled();
        assertThrows(SQLException.class, line.connection()::commit); // told there, or in between
        Told.quarantined(line.connection()::commit);
        Told.quarantined(() -> statement.executeQuery("SELECT 1"));
        line.connection().rollback();
        assertEquals("abc", new String(blob(statement).getBytes(1, 3), US_ASCII));
        line.connection().commit();
      }
    }
  }

  private static Blob blob(Statement statement) throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT data FROM with_object");
    assertTrue(rows.next());
    return rows.getBlob(1);
  }

  /** A locator asks for its row by statements of the connection that it comes from. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("connectorJ")
  void locator(Pairing pairing, Moment moment) throws SQLException, IOException {
    Sql.table(pairing, "located", " (id INT PRIMARY KEY, data BLOB)");
    try (Line line = new Line(pairing, "emulateLocators=true");
        Statement statement = line.connection().createStatement()) {
      Sql.execute(line.connection(), "INSERT INTO located VALUES (1, 'abc')");
      ResultSet rows = statement.executeQuery("SELECT id, 'data' AS data FROM located");
      assertTrue(rows.next());
      Blob blob = rows.getBlob("data");
      line.breakAt(moment, "SELECT");
      assertEquals("abc", new String(blob.getBytes(1, 3), US_ASCII));
      line.awaitSettled();
      ResultSet again = statement.executeQuery("SELECT id, 'data' AS data FROM located");
      assertTrue(again.next());
      Blob written = again.getBlob("data");
      line.breakAt(moment, "UPDATE");
      Told.byDriver(pairing, "may have taken effect", () -> written.setBytes(1, new byte[] {'x'}));
      line.awaitSettled();
      assertThrows(
          Exception.class, () -> written.getBytes(1, 3), "its rows went with their session");
      assertEquals(
          List.of(moment == Moment.BEFORE_REQUEST ? "abc" : "xbc"),
          Sql.column(line.connection(), "SELECT data FROM located"));
    }
  }
}
