package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows that the application has not read yet wait on the socket of a healthy connection. Whatever
 * else it calls meanwhile, nobody takes them for the end of the connection, or for news that a ping
 * might read.
 */
class OpenStreamIT {
  private static final int ROWS = 300;

  /** More than the buffers of driver and sockets hold: 3 MB. */
  private static final String QUERY = "SELECT id, REPEAT('x', 10000) FROM streamed ORDER BY id";

  private static final Disturbance PREPARES =
      connection -> connection.prepareStatement("SELECT ?").close();

  /** What an application might do between two rows; drivers refuse some of it. */
  private static final List<Disturbance> DISTURBANCES =
      List.of(
          connection -> connection.createStatement().close(),
          PREPARES,
          Connection::getMetaData,
          Connection::getCatalog,
          Connection::getTransactionIsolation,
          connection -> connection.setAutoCommit(connection.getAutoCommit()),
          connection -> connection.setReadOnly(connection.isReadOnly()),
          connection -> connection.nativeSQL("SELECT 1"));

  /** Of these the ones that send nothing: amid several results drivers break on what does. */
  private static final List<Disturbance> LOCAL =
      List.of(
          connection -> connection.createStatement().close(),
          PREPARES,
          Connection::getMetaData,
          connection -> connection.nativeSQL("SELECT 1"));

  @ForEachPairing
  void sizeSetOnTheStatement(Pairing pairing) throws SQLException {
    createRows(pairing);
    try (Connection connection = pairing.connect()) {
      readUnderDisturbance(connection, streamingSize(pairing), QUERY);
      connection.setAutoCommit(false); // where pgjdbc has a portal
      readUnderDisturbance(connection, streamingSize(pairing), QUERY);
      connection.rollback();
    }
  }

  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void sizeInTheUrl(Pairing pairing) throws SQLException {
    createRows(pairing);
    String size =
        (pairing.driver() == JdbcDriver.PGJDBC ? "defaultRowFetchSize=" : "defaultFetchSize=")
            + streamingSize(pairing);
    try (Connection connection = pairing.connect(size)) {
      readUnderDisturbance(connection, null, QUERY);
    }
  }

  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void preparedOnTheServer(Pairing pairing) throws SQLException {
    createRows(pairing);
    try (Connection connection = pairing.connect("useServerPrepStmts=true")) {
      for (Disturbance disturbance : DISTURBANCES) {
        if (disturbance == PREPARES && pairing.driver() == JdbcDriver.CONNECTOR_J) {
          continue; // Connector/J 26.10 prepares on the server amid the rows, and then hangs
        }
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
          statement.setFetchSize(streamingSize(pairing));
          undisturbed(
              connection,
              () -> {
                assertTrue(statement.execute());
                disturb(connection, disturbance);
                assertRows(statement.getResultSet(), connection, disturbance);
              });
        }
      }
    }
  }

  /** First a count, and the rows only behind it. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void behindACount(Pairing pairing) throws SQLException {
    behind(
        pairing,
        statement -> assertFalse(statement.execute("UPDATE streamed SET id = id; " + QUERY)));
  }

  /** The rows of the first are read to the end, those of the second are still to come. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void behindOtherRows(Pairing pairing) throws SQLException {
    behind(
        pairing,
        statement ->
            assertEquals(List.of("7"), Sql.column(statement.executeQuery("SELECT 7; " + QUERY))));
  }

  private static void behind(Pairing pairing, FirstResult first) throws SQLException {
    createRows(pairing);
    try (Connection connection = pairing.connect("allowMultiQueries=true")) {
      for (Disturbance disturbance : LOCAL) {
        try (Statement statement = connection.createStatement()) {
          statement.setFetchSize(streamingSize(pairing));
          undisturbed(
              connection,
              () -> {
                first.of(statement);
                disturb(connection, disturbance);
                assertTrue(statement.getMoreResults());
                assertRows(statement.getResultSet(), connection, disturbance);
              });
        }
      }
    }
  }

  /** Past JDBC, but over the same socket; pgjdbc would wait for the end of the copy to ping. */
  @Test
  void copiedOut() throws SQLException {
    Pairing pairing = new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);
    createRows(pairing);
    try (Connection connection = pairing.connect()) {
      undisturbed(
          connection,
          () -> {
            CopyOut copy =
                connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + QUERY + ") TO STDOUT");
            int rows = 0;
            while (copy.readFromCopy() != null) {
              rows++;
              if (rows == 2) {
                connection.createStatement().close();
                connection.prepareStatement("SELECT ?").close();
              }
            }
            assertEquals(ROWS, rows);
          });
    }
  }

  private static void readUnderDisturbance(Connection connection, Integer size, String query)
      throws SQLException {
    for (Disturbance disturbance : DISTURBANCES) {
      try (Statement statement = connection.createStatement()) {
        if (size != null) {
          statement.setFetchSize(size);
        }
        undisturbed(
            connection, () -> assertRows(statement.executeQuery(query), connection, disturbance));
      }
    }
  }

  private static void assertRows(ResultSet rows, Connection connection, Disturbance disturbance)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    while (rows.next()) {
      ids.add(rows.getString(1));
      assertEquals(10_000, rows.getString(2).length());
      if (ids.size() == 1 || ids.size() == ROWS / 2) {
        disturb(connection, disturbance);
      }
    }
    assertEquals(ROWS, ids.size());
    assertEquals(String.valueOf(ROWS), ids.get(ROWS - 1));
    rows.close();
  }

  /** A driver may refuse it while rows are open, and the agent has nothing to say to that. */
  private static void disturb(Connection connection, Disturbance disturbance) {
    try {
      disturbance.run(connection);
    } catch (SQLException refused) {
      assertEquals(0, refused.getSuppressed().length, refused::toString);
    }
  }

  private static void undisturbed(Connection connection, SqlAction action) throws SQLException {
    Object physical = physical(connection);
    AgentLog log = AgentLog.fromNow();
    action.run();
    for (String event :
        List.of("connection-healed", "call-refused", "heal-failed", "probe-off", "agent-error")) {
      assertEquals(List.of(), log.lines(event));
    }
    assertEquals(physical, physical(connection), "another session");
  }

  /** By a statement of another kind than those that stream. */
  private static Object physical(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String session =
        switch (product) {
          case "PostgreSQL" -> "SELECT pg_backend_pid()";
          case "H2" -> "SELECT SESSION_ID()";
          default -> "SELECT CONNECTION_ID()";
        };
    return Sql.column(connection, session);
  }

  private static int streamingSize(Pairing pairing) {
    return pairing.driver() == JdbcDriver.CONNECTOR_J ? Integer.MIN_VALUE : 2;
  }

  private static void createRows(Pairing pairing) throws SQLException {
    Sql.table(pairing, "streamed", " (id INT PRIMARY KEY)");
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO streamed VALUES (?)")) {
      connection.setAutoCommit(false);
      for (int id = 1; id <= ROWS; id++) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private interface Disturbance {
    void run(Connection connection) throws SQLException;
  }

  private interface FirstResult {
    void of(Statement statement) throws SQLException;
  }

  private interface SqlAction {
    void run() throws SQLException;
  }
}
