package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that takes no writes any more, as after a failover. The same server stands for the old
 * and the new one: made read-only for the sessions that are there, or for new ones as well.
 */
class WrongServerIT {
  private static final String TABLE = "failed_over";
  private DatabaseServer readOnly;

  static Stream<Pairing> postgresql() {
    return Pairings.all().filter(pairing -> pairing.toString().startsWith("pgjdbc"));
  }

  @AfterEach
  void takeWritesAgain() {
    if (readOnly != null) {
      readOnly.asAdmin("SET GLOBAL read_only = 0");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void serverThatStaysReadOnlyIsToldAsItIs(Pairing pairing) throws SQLException {
    afterAWrite(
        pairing,
        (connection, statement) -> {
          readOnly = pairing.server();
          readOnly.asAdmin("SET GLOBAL read_only = 1");
          AgentLog log = AgentLog.fromNow();
          for (int i = 0; i < 2; i++) {
            SQLException told =
                assertThrows(
                    SQLException.class,
                    () -> statement.executeUpdate("INSERT INTO failed_over VALUES (2)"));
            assertEquals(1290, told.getErrorCode());
            Told.assertMadeByDriver(pairing, told);
          }
          List<String> healed = log.lines("connection-healed");
          assertEquals(1, healed.size(), "one look at what the address leads to now: " + healed);
          assertTrue(healed.get(0).contains("cause=wrong-server"), healed.get(0));
          takeWritesAgain();
          assertEquals(1, statement.executeUpdate("INSERT INTO failed_over VALUES (3)"));
        });
    assertEquals(List.of("1", "3"), Sql.ids(pairing, TABLE));
  }

  /** The session is read-only, as on a standby; a new one is not, as on the new primary. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("postgresql")
  void writeRunsOnceOnTheServerThatTakesIt(Pairing pairing) throws SQLException {
    afterAWrite(
        pairing,
        (connection, statement) -> {
          pairing.server().asAdmin("ALTER ROLE app SET default_transaction_read_only = on");
          try {
            Loss loss = Loss.kill(pairing, connection);
            assertEquals(List.of("1"), Sql.column(statement, "SELECT id FROM failed_over"));
            loss.assertHealed();
          } finally {
            pairing.server().asAdmin("ALTER ROLE app RESET default_transaction_read_only");
          }
          AgentLog log = AgentLog.fromNow();
          assertEquals(1, statement.executeUpdate("INSERT INTO failed_over VALUES (2)"));
          assertEquals(1, log.lines("cause=wrong-server").size());
        });
    assertEquals(List.of("1", "2"), Sql.ids(pairing, TABLE));
  }

  /** A part of the text has committed before the server refused the rest. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("postgresql")
  void textThatHasDoneAPartIsNotRunAgain(Pairing pairing) throws SQLException {
    afterAWrite(
        pairing,
        (connection, statement) -> {
          SQLException told =
              assertThrows(
                  SQLException.class,
                  () ->
                      statement.execute(
                          "INSERT INTO failed_over VALUES (2); COMMIT; BEGIN READ ONLY;"
                              + " INSERT INTO failed_over VALUES (3)"));
          assertEquals("25006", told.getSQLState());
          statement.execute("ROLLBACK");
        });
    assertEquals(List.of("1", "2"), Sql.ids(pairing, TABLE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void procedureThatHasDoneAPartIsNotRunAgain(Pairing pairing) throws SQLException {
    afterAWrite(
        pairing,
        (connection, statement) -> {
          statement.execute("DROP PROCEDURE IF EXISTS failing_over");
          statement.execute(
              "CREATE PROCEDURE failing_over() BEGIN INSERT INTO failed_over VALUES (2);"
                  + " SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290; END");
          SQLException told =
              assertThrows(SQLException.class, () -> statement.execute("CALL failing_over()"));
          assertEquals(1290, told.getErrorCode());
        });
    assertEquals(List.of("1", "2"), Sql.ids(pairing, TABLE));
  }

  /** The application's own wish is no failover. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("postgresql")
  void readOnlyThatTheApplicationAskedForIsLeftAlone(Pairing pairing) throws SQLException {
    afterAWrite(
        pairing,
        (connection, statement) -> {
          connection.setAutoCommit(false);
          connection.setReadOnly(true);
          AgentLog log = AgentLog.fromNow();
          SQLException told =
              assertThrows(
                  SQLException.class,
                  () -> statement.executeUpdate("INSERT INTO failed_over VALUES (2)"));
          assertEquals("25006", told.getSQLState());
          assertEquals(List.of(), log.lines("connection-healed"));
          connection.rollback();
        });
    assertEquals(List.of("1"), Sql.ids(pairing, TABLE));
  }

  private static void afterAWrite(Pairing pairing, Rest rest) throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO failed_over VALUES (1)");
      rest.run(connection, statement);
    }
  }

  private interface Rest {
    void run(Connection connection, Statement statement) throws SQLException;
  }
}
