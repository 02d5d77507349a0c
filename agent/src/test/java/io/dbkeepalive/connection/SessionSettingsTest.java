package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
  private static final JdbcMethod READ_ONLY = setting("setReadOnly", boolean.class);
  private static final JdbcMethod INFO = setting("setClientInfo", String.class, String.class);
  private static final JdbcMethod ALL_INFO = setting("setClientInfo", Properties.class);

  private final Jdbc driver = new Jdbc();
  private final Connection fresh = driver.object(Connection.class);
  private final SessionSettings settings = new SessionSettings();

  SessionSettingsTest() {
    driver.answers.put("getAutoCommit", true);
  }

  @Test
  void nothingSetNothingRestored() throws SQLException {
    assertEquals(List.of(), restore(true));
  }

  @Test
  void allIsRestoredInOrderAndAutoCommitLast() throws SQLException {
    Executor executor = Runnable::run;
    settings.set(setting("setNetworkTimeout", Executor.class, int.class), executor, 5);
    settings.set(setting("setTypeMap", Map.class), Map.of());
    settings.set(setting("setHoldability", int.class), 1);
    settings.set(INFO, "ApplicationName", "shop");
    settings.set(setting("setSchema", String.class), "s");
    settings.set(setting("setCatalog", String.class), "c");
    settings.set(setting("setTransactionIsolation", int.class), 8);
    settings.set(READ_ONLY, true);

    assertEquals(
        List.of(
            "setReadOnly[true]",
            "setTransactionIsolation[8]",
            "setCatalog[c]",
            "setSchema[s]",
            "setHoldability[1]",
            "setTypeMap[{}]",
            "setNetworkTimeout[" + executor + ", 5]",
            "setClientInfo[ApplicationName, shop]",
            "setAutoCommit[false]"),
        restore(false));
  }

  @Test
  void lastValueRules() throws SQLException {
    settings.set(READ_ONLY, true);
    settings.set(READ_ONLY, false);

    assertEquals(List.of("setReadOnly[false]"), restore(true));
  }

  @Test
  void connectionThatComesWithoutAutoCommitIsSetUpInAutoCommit() throws SQLException {
    driver.answers.put("getAutoCommit", false);
    settings.set(READ_ONLY, true);

    assertEquals(
        List.of("setAutoCommit[true]", "setReadOnly[true]", "setAutoCommit[false]"),
        restore(false));
    driver.calls.clear();
    assertEquals(List.of("setAutoCommit[true]", "setReadOnly[true]"), restore(true));
  }

  @Test
  void clientInfoOneByOneIsMergedAndNullTakesOneAway() throws SQLException {
    settings.set(INFO, "ApplicationName", "shop");
    settings.set(INFO, "ClientUser", "me");
    settings.set(INFO, "ApplicationName", null);

    assertEquals(List.of("setClientInfo[ClientUser, me]"), restore(true));
  }

  @Test
  void clientInfoAsAWholeReplacesWhatWasSetBefore() throws SQLException {
    Properties all = new Properties();
    all.setProperty("ApplicationName", "shop");
    settings.set(INFO, "ClientUser", "me");
    settings.set(ALL_INFO, all);
    all.setProperty("ApplicationName", "changed afterwards");

    assertEquals(List.of("setClientInfo[ApplicationName, shop]"), restore(true));
  }

  @Test
  void noClientInfoAtAllIsTolerated() throws SQLException {
    settings.set(INFO, "ClientUser", "me");
    settings.set(ALL_INFO, new Object[] {null});

    assertEquals(List.of(), restore(true));
  }

  @Test
  void driversOwnExceptionEndsIt() {
    SQLException refused = new SQLException("read-only is not supported");
    driver.answers.put("setReadOnly", refused);
    settings.set(READ_ONLY, true);

    assertSame(refused, assertThrows(SQLException.class, () -> restore(true)));
  }

  @Test
  void otherFailuresNameTheSetting() {
    IllegalStateException defect = new IllegalStateException("driver");
    driver.answers.put("setReadOnly", defect);
    settings.set(READ_ONLY, true);

    SQLException e = assertThrows(SQLException.class, () -> restore(true));

    assertEquals("Connection.setReadOnly cannot be restored", e.getMessage());
    assertSame(defect, e.getCause());
  }

  private List<String> restore(boolean autoCommit) throws SQLException {
    settings.restore(fresh, autoCommit);
    return driver.calls.stream()
        .filter(call -> !call.startsWith("getAutoCommit"))
        .collect(Collectors.toList());
  }

  private static JdbcMethod setting(String name, Class<?>... parameters) {
    return Jdbc.method(Role.SESSION_SETTING, Connection.class, name, parameters);
  }
}
