package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connector/J's own {@code autoReconnect} may not lose the state of a session silently. */
class AutoReconnectIT {
  static Stream<Pairing> pairings() {
    return Pairings.all().filter(pairing -> pairing.driver() == JdbcDriver.CONNECTOR_J);
  }

  /** After any failed statement the driver pings by itself before the next one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void lossAfterAFailedStatementIsTold(Pairing pairing) throws SQLException, IOException {
    for (String option : List.of("autoReconnect=true", "autoReconnectForPools=true")) {
      try (TcpProxy proxy = new TcpProxy(pairing.server());
          Connection connection = pairing.connect(proxy, option);
          Statement statement = connection.createStatement()) {
        statement.execute("SET @mine = CONNECTION_ID()");
        connection.setAutoCommit(false); // by which autoReconnectForPools comes to life
        connection.setAutoCommit(true);
        long session = pairing.server().sessionOf(connection);
        assertThrows(SQLException.class, () -> statement.execute("SELEKT 1"));
        cutAtNextRequest(proxy);
        Told.byDriver(
            pairing,
            "the lost session had state that cannot be restored",
            () -> statement.executeQuery("SELECT @mine"));
        assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
        assertNotEquals(session, pairing.server().sessionOf(connection));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void transactionIsNotContinuedInAnotherSession(Pairing pairing) throws SQLException, IOException {
    for (String option : List.of("autoReconnect=true", "autoReconnectForPools=true")) {
      Sql.table(pairing, "reconnected", " (id INT PRIMARY KEY)");
      try (TcpProxy proxy = new TcpProxy(pairing.server());
          Connection connection = pairing.connect(proxy, option);
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("INSERT INTO reconnected VALUES (1)");
        long session = pairing.server().sessionOf(connection);
        assertThrows(SQLException.class, () -> statement.execute("SELEKT 1"));
        cutAtNextRequest(proxy);
        assertThrows(
            SQLException.class, () -> statement.execute("INSERT INTO reconnected VALUES (2)"));
        Told.quarantined(() -> statement.execute("INSERT INTO reconnected VALUES (3)"));
        connection.rollback();
        assertEquals(List.of("0"), Sql.column(statement, "SELECT COUNT(*) FROM reconnected"));
        connection.commit();
        assertNotEquals(session, pairing.server().sessionOf(connection));
      }
    }
  }

  /** Which would be the driver's ping; a loss that shows before, the agent would find itself. */
  private static void cutAtNextRequest(TcpProxy proxy) {
    proxy.cutAt(Moment.BEFORE_REQUEST, Cut.RST, request -> true);
  }
}
