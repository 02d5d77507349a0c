package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Objects that a connection made before it was lost go in once and right, or not at all. */
class LargeObjectsIT {
  @ForEachPairing
  void boundBeforeTheLoss(Pairing pairing) throws SQLException {
    createTable(pairing);
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO large VALUES (?, ?)")) {
      insert.setInt(1, 1);
      bind(pairing, insert, make(pairing, connection));
      Loss loss = Loss.killWhileIdle(pairing, connection);
      if (pairing.driver() == JdbcDriver.H2) {
        Told.byDriver(pairing, "parameter 2 is a org.h2.jdbc.JdbcBlob", insert::executeUpdate);
        bind(pairing, insert, make(pairing, connection));
      }
      assertEquals(1, insert.executeUpdate());
      loss.assertHealed();
    }
    assertStored(pairing);
  }

  @ForEachPairing
  void boundAfterTheLoss(Pairing pairing) throws SQLException {
    createTable(pairing);
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO large VALUES (?, ?)")) {
      Object made = make(pairing, connection);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      insert.setInt(1, 1);
      boolean done = bindAndRun(pairing, insert, made);
      if (!done) { // the driver does not take it elsewhere: nothing of it was stored
        assertEquals(JdbcDriver.H2, pairing.driver());
        assertEquals(List.of(), Sql.ids(pairing, "large"));
        bind(pairing, insert, make(pairing, connection));
        assertEquals(1, insert.executeUpdate());
      }
      loss.assertHealed();
    }
    assertStored(pairing);
  }

  private static boolean bindAndRun(Pairing pairing, PreparedStatement insert, Object made) {
    try {
      bind(pairing, insert, made);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      Told.assertMadeByDriver(pairing, e);
      return false;
    }
  }

  private static Object make(Pairing pairing, Connection connection) throws SQLException {
    if (pairing.driver() == JdbcDriver.PGJDBC) {
      return connection.createArrayOf("INTEGER", new Integer[] {3, 5});
    }
    Blob blob = connection.createBlob();
    blob.setBytes(1, new byte[] {3, 5});
    return blob;
  }

  private static void bind(Pairing pairing, PreparedStatement insert, Object made)
      throws SQLException {
    if (pairing.driver() == JdbcDriver.PGJDBC) {
      insert.setArray(2, (Array) made);
    } else {
      insert.setBlob(2, (Blob) made);
    }
  }

  private static void createTable(Pairing pairing) throws SQLException {
    String type = pairing.driver() == JdbcDriver.PGJDBC ? "INT[]" : "BLOB";
    Sql.table(pairing, "large", " (id INT, data " + type + ")");
  }

  private static void assertStored(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      boolean array = pairing.driver() == JdbcDriver.PGJDBC;
      assertEquals(
          List.of(array ? "8" : "2"),
          Sql.column(
              connection,
              array
                  ? "SELECT data[1] + data[2] FROM large"
                  : "SELECT OCTET_LENGTH(data) FROM large"));
    }
  }
}
