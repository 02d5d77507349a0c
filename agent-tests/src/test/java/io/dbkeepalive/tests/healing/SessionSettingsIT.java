package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the application set on its connection holds on the next session, for driver and server. */
class SessionSettingsIT {
  @ForEachPairing
  void restored(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Connection twin = pairing.connect()) {
      if (!Sql.isMySqlFamily(pairing)) {
        Sql.execute(twin, "CREATE SCHEMA IF NOT EXISTS other");
      }
      List<String> fresh = asSeen(pairing, twin);
      change(pairing, connection);
      change(pairing, twin);
      Loss loss = Loss.killBetweenTransactions(pairing, connection);
      assertTrue(connection.isValid(5));
      assertEquals(asSeen(pairing, twin), asSeen(pairing, connection));
      List<String> now = asSeen(pairing, connection);
      for (int i = 0; i < fresh.size(); i++) {
        assertNotEquals(
            fresh.get(i), now.get(i), "setting " + i + " of " + now + " was not tested");
      }
      loss.assertHealed();
      connection.rollback();
      twin.rollback();
    }
  }

  private static void change(Pairing pairing, Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    connection.setNetworkTimeout(Runnable::run, 54_321);
    switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> connection.setCatalog("information_schema");
      case PGJDBC -> {
        connection.setSchema("other");
        connection.setClientInfo("ApplicationName", "settings test");
        connection.setReadOnly(true);
      }
      case H2 -> connection.setSchema("OTHER");
    }
    if (Sql.isMySqlFamily(pairing)) {
      connection.setReadOnly(true);
    }
    connection.setAutoCommit(false);
  }

  /** By the driver, and by the server where it can be asked. */
  private static List<String> asSeen(Pairing pairing, Connection connection) throws SQLException {
    List<String> seen = new ArrayList<>();
    seen.add("auto-commit " + connection.getAutoCommit());
    seen.add("isolation " + connection.getTransactionIsolation());
    switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> {
        seen.add("network time-out " + connection.getNetworkTimeout());
        seen.add("read-only " + connection.isReadOnly());
        seen.add("catalog " + connection.getCatalog());
        seen.addAll(row(connection, "SELECT DATABASE(), @@autocommit, @@transaction_isolation"));
      }
      case PGJDBC -> {
        seen.add("network time-out " + connection.getNetworkTimeout());
        seen.add("read-only " + connection.isReadOnly());
        seen.add("schema " + connection.getSchema());
        seen.add("client info " + connection.getClientInfo("ApplicationName"));
        seen.addAll(
            row(
                connection,
                "SELECT current_schema(), current_setting('application_name'),"
                    + " current_setting('transaction_isolation'),"
                    + " current_setting('transaction_read_only')"));
      }
      case H2 -> {
        seen.add("schema " + connection.getSchema());
        seen.addAll(
            row(
                connection,
                "SELECT ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE SESSION_ID = SESSION_ID()"));
      }
    }
    return seen;
  }

  private static List<String> row(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertTrue(rows.next());
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return values;
    }
  }

  /** Read-only is a promise that the server keeps. */
  @ForEachPairing
  void readOnlyHolds(Pairing pairing) throws SQLException {
    Sql.table(pairing, "unwritten", " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // without transactions pgjdbc does not tell the server
      Loss loss = Loss.killBetweenTransactions(pairing, connection);
      assertTrue(connection.isValid(5));
      boolean promises = pairing.driver() != JdbcDriver.H2; // where it is a hint that nobody heeds
      if (promises) {
        assertThrows(
            SQLException.class, () -> statement.executeUpdate("INSERT INTO unwritten VALUES (1)"));
        connection.rollback();
      }
      connection.setReadOnly(false);
      assertEquals(1, statement.executeUpdate("INSERT INTO unwritten VALUES (2)"));
      connection.commit();
      loss.assertHealed();
      connection.rollback();
    }
    assertEquals(List.of("2"), Sql.ids(pairing, "unwritten"));
  }
}
