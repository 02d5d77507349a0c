package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.Evidence;
import io.dbkeepalive.recovery.RecoveryService;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a proxy keeps the sessions, one that was idle for too long need not be the statement's. */
class BehindProxyTest {
  private static final JdbcMethod EXECUTE =
      Jdbc.method(Role.EXECUTE_SQL, Statement.class, "executeUpdate", String.class);

  private final Jdbc driver = new Jdbc();
  private final Jdbc metaData = new Jdbc();
  private final SQLException ofIdleSession =
      new SQLException("The client was disconnected by the server", "HY000", 4031);
  private final SQLException ofClosedConnection =
      new SQLException("(conn=1) Connection is closed", "08000", 1220);

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://db/shop, 8.0.27-Vitess",
    "jdbc:mysql://db/shop, 5.5.30 (ProxySQL)",
    "jdbc:mariadb://db/shop, 10.4.0-MaxScale"
  })
  void endOfAnIdleSessionProvesNothing(String url, String version) throws SQLException {
    ManagedConnection connection = opened(url, version);
    assertEquals(FailureKind.GONE, connection.classify(ofIdleSession));
    assertEquals(Evidence.NONE, evidence(connection));
    assertEquals(FailureKind.CLOSED_BEFORE_SEND, connection.classify(ofClosedConnection));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.7.0", "11.8.3-MariaDB-0+deb13u1"})
  void endOfAnIdleSessionIsTheServersOwnWord(String version) throws SQLException {
    ManagedConnection connection = opened("jdbc:mysql://db/shop", version);
    assertEquals(FailureKind.GONE_NOT_RUN, connection.classify(ofIdleSession));
    assertEquals(Evidence.NEVER_SENT, evidence(connection));
  }

  @Test
  void isDecidedWithoutAskingTheServer() throws SQLException {
    ManagedConnection connection = opened("jdbc:mysql://db/shop", "8.0.27-Vitess");
    List<String> atOpening = List.copyOf(driver.calls);
    connection.classify(ofIdleSession);
    assertEquals(atOpening, driver.calls);
    assertTrue(atOpening.stream().noneMatch(call -> call.startsWith("createStatement")));
    assertEquals(List.of("getDatabaseProductVersion[]"), metaData.calls);
  }

  private ManagedConnection opened(String url, String version) throws SQLException {
    metaData.answers.put("getDatabaseProductVersion", version);
    driver.answers.put("getMetaData", metaData.object(DatabaseMetaData.class));
    return new ManagedConnection(
        new Environment(Options.defaults(), new RecoveryService(Options.defaults())),
        driver.object(Connection.class, Handle.class),
        Opener.of(driver.object(Driver.class), url, new Properties()),
        null);
  }

  private Evidence evidence(ManagedConnection connection) {
    Object[] sql = {"UPDATE t SET a = 1"};
    Call call = new Call(connection, null, EXECUTE, connection.physical(), sql);
    return Loss.inCall(call, ofIdleSession, connection.classify(ofIdleSession)).evidence;
  }
}
