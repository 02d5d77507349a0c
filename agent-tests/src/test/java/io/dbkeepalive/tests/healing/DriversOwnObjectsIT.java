package io.dbkeepalive.tests.healing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** Objects that work on the server by ways of their driver's own. */
class DriversOwnObjectsIT {
  private static final byte[] BYTES = {1, 2, 3};

  static Stream<Pairing> pgjdbc() {
    return Pairings.all().filter(pairing -> pairing.driver() == JdbcDriver.PGJDBC);
  }

  static Stream<Pairing> connectorJ() {
    return Pairings.all().filter(pairing -> pairing.driver() == JdbcDriver.CONNECTOR_J);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pgjdbc")
  void largeObjectGoesWithItsTransaction(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      connection.setAutoCommit(false);
      LargeObjectManager lost = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      LargeObject object = lost.open(lost.createLO());
      object.write(BYTES);
      Loss.killWhileIdle(pairing, connection);
      assertThrows(SQLException.class, () -> object.write(BYTES));
      Told.byDriver(pairing, "inside a transaction", connection::commit);
      connection.rollback();
      assertThrows(SQLException.class, () -> object.write(BYTES));
      assertThrows(SQLException.class, lost::createLO);

      assertTrue(connection.isValid(5)); // what works past JDBC does not heal
      LargeObjectManager healed = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      LargeObject second = healed.open(healed.createLO());
      second.write(BYTES);
      second.seek(0);
      assertArrayEquals(BYTES, second.read(9));
      connection.commit();
    }
  }

  /** Nothing of it can be refused, so none reaches the new session before the rollback. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pgjdbc")
  void copyIsNoTailOfALostTransaction(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, "copied", " (id INT)");
    try (Connection connection = pairing.connect()) {
      Sql.execute(connection, "BEGIN", "INSERT INTO copied VALUES (1)");
      Loss loss = Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing,
          "inside a transaction",
          () -> Sql.execute(connection, "INSERT INTO copied VALUES (2)"));
      assertTrue(connection.isValid(5)); // the handle works again
      assertThrows(SQLException.class, () -> copy(connection, "3"));
      Told.quarantined(() -> Sql.execute(connection, "COMMIT"));
      Sql.execute(connection, "ROLLBACK");
      assertEquals(1, copy(connection, "4"));
      loss.assertHealed();
    }
    assertEquals(List.of("4"), Sql.ids(pairing, "copied"));
  }

  private static long copy(Connection connection, String row) throws SQLException, IOException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY copied FROM STDIN", new StringReader(row + "\n"));
  }

  /** Who has asked for it may have used it, and is told; once. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pgjdbc")
  void whoHasLargeObjectsIsTold(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.unwrap(PGConnection.class).getLargeObjectAPI();
      Loss loss = Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing, "an interface of the driver's own", () -> statement.executeQuery("SELECT 1"));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      loss.assertHealed();
    }
  }

  /** A locator asks for its row by statements of the connection that it comes from. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("connectorJ")
  void locatorFindsItsRowAgain(Pairing pairing) throws SQLException {
    Sql.table(pairing, "located", " (id INT PRIMARY KEY, data BLOB)");
    try (Connection connection = pairing.connect("emulateLocators=true");
        Statement statement = connection.createStatement()) {
      Sql.execute(connection, "INSERT INTO located VALUES (1, 'abc'), (2, 'def')");
      ResultSet rows = statement.executeQuery("SELECT id, 'data' AS data FROM located");
      assertTrue(rows.next());
      Blob blob = rows.getBlob("data");
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertEquals("abc", new String(blob.getBytes(1, 3), US_ASCII));
      loss.assertHealed();
      Loss again = Loss.killWhileIdle(pairing, connection);
      assertEquals(3, blob.length());
      blob.setBytes(1, new byte[] {'x'});
      again.assertHealed();
      assertEquals(
          List.of("xbc", "def"), Sql.column(connection, "SELECT data FROM located ORDER BY id"));
    }
  }
}
