package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MySQL's and MariaDB's warnings stay in the session until the driver asks for them. */
class WarningsIT {
  /** Longer than {@code validate-after-idle}. */
  private static final int IDLE_MILLIS = 1_200;

  private static final String WARNED = "SELECT CAST('1x' AS SIGNED)";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void areThereAfterIdleness(Pairing pairing) throws Exception {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      assertEquals(List.of("1"), Sql.column(statement, WARNED));
      Thread.sleep(IDLE_MILLIS); // idleness itself is the event
      assertNotNull(statement.getWarnings());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void thatAPingTookAwayAreNotDenied(Pairing pairing) throws Exception {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      assertEquals(List.of("1"), Sql.column(statement, WARNED));
      Thread.sleep(IDLE_MILLIS);
      connection.getTransactionIsolation(); // asks the server, after a ping
      assertTrue(connection.isValid(5));
      Thread.sleep(IDLE_MILLIS);
      connection.nativeSQL("SELECT 1");
      SQLException told = assertThrows(SQLException.class, statement::getWarnings);
      assertTrue(told.getMessage().contains("warnings"), told::toString);
      assertEquals(List.of("1"), Sql.column(statement, WARNED));
      assertNotNull(statement.getWarnings());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void thatWentWithTheirSessionAreNotDenied(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      long session = pairing.server().sessionOf(connection);
      assertEquals(List.of("1"), Sql.column(statement, WARNED));
      pairing.server().kill(session);
      Told.byDriver(pairing, "the warnings went with", statement::getWarnings);
      assertEquals(List.of("1"), Sql.column(statement, WARNED));
      assertNotEquals(session, pairing.server().sessionOf(connection));
    }
  }
}
