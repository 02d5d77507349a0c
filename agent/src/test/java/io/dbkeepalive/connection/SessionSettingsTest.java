package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
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
    driver.answers.put("createStatement", driver.object(Statement.class));
  }

  @Test
  void nothingSetNothingRestored() throws SQLException {
    assertEquals(List.of(), restore());
  }

  @Test
  void allIsRestoredInTheOrderInWhichItWasSet() throws SQLException {
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
            "setNetworkTimeout[" + executor + ", 5]",
            "setTypeMap[{}]",
            "setHoldability[1]",
            "setClientInfo[ApplicationName, shop]",
            "setSchema[s]",
            "setCatalog[c]",
            "setTransactionIsolation[8]",
            "setReadOnly[true]"),
        restore());
  }

  @Test
  void lastValueRules() throws SQLException {
    settings.set(READ_ONLY, true);
    settings.set(READ_ONLY, false);

    assertEquals(List.of("setReadOnly[false]"), restore());
  }

  @Test
  void lastSettingOfAKeyGoesToTheEndForSomeOverlap() throws SQLException {
    settings.set(setting("setCatalog", String.class), "a");
    settings.set("names", "SET NAMES latin1");
    settings.set("catalog", "USE b");
    settings.set("results", "SET character_set_results = utf8mb4");
    settings.set("names", "SET NAMES utf8mb4");

    assertEquals(
        List.of("USE b", "SET character_set_results = utf8mb4", "SET NAMES utf8mb4"), executed());
  }

  @Test
  void settingInSqlIsRunAsItStands() throws SQLException {
    settings.set("set:x", "SET x = '{fn}'");

    assertEquals(
        List.of(
            "createStatement[]",
            "setEscapeProcessing[false]",
            "execute[SET x = '{fn}']",
            "close[]"),
        restore());
  }

  @Test
  void forgottenSettingsAreNotMade() throws SQLException {
    settings.set("set:a", "SET a = 1");
    settings.set("set:b", "SET b = 1");
    settings.set("prepare:c", "PREPARE c AS SELECT 1");
    settings.forget("set:a");
    settings.forgetAll("prepare:");

    assertEquals(List.of("SET b = 1"), executed());
  }

  private List<String> executed() throws SQLException {
    return restore().stream()
        .filter(call -> call.startsWith("execute[") || call.startsWith("setCatalog"))
        .map(call -> call.replaceFirst("execute\\[(.*)]", "$1"))
        .collect(Collectors.toList());
  }

  @Test
  void clientInfoOneByOneIsMergedAndNullTakesOneAway() throws SQLException {
    settings.set(INFO, "ApplicationName", "shop");
    settings.set(INFO, "ClientUser", "me");
    settings.set(INFO, "ApplicationName", null);

    assertEquals(List.of("setClientInfo[ClientUser, me]"), restore());
  }

  @Test
  void clientInfoAsAWholeReplacesWhatWasSetBefore() throws SQLException {
    Properties all = new Properties();
    all.setProperty("ApplicationName", "shop");
    settings.set(INFO, "ClientUser", "me");
    settings.set(ALL_INFO, all);
    all.setProperty("ApplicationName", "changed afterwards");

    assertEquals(List.of("setClientInfo[ApplicationName, shop]"), restore());
  }

  @Test
  void noClientInfoAtAllIsTolerated() throws SQLException {
    settings.set(INFO, "ClientUser", "me");
    settings.set(ALL_INFO, new Object[] {null});

    assertEquals(List.of(), restore());
  }

  @Test
  void lossOfTheNewConnectionEndsIt() {
    SQLException lost = new SQLException("gone", "08S01");
    driver.answers.put("setReadOnly", lost);
    settings.set(READ_ONLY, true);

    assertSame(lost, assertThrows(SQLException.class, () -> restore()));
  }

  @Test
  void whatTheServerRefusesIsForgottenAndSaid() throws SQLException {
    driver.answers.put("setSchema", new SQLException("no such schema", "3F000"));
    settings.set(setting("setSchema", String.class), "gone");
    settings.set(READ_ONLY, true);

    assertTrue(refuses(failure -> false));
    assertEquals(List.of("setSchema[gone]", "setReadOnly[true]"), driver.calls);
    assertFalse(refuses(failure -> false), "said once");
  }

  /** The next attempt would know nothing of it. */
  @Test
  void whatIsRefusedIsSaidThoughALossComesAfterIt() {
    SQLException loss = new SQLException("gone", "08S01");
    driver.answers.put("setSchema", new SQLException("no such schema", "3F000"));
    driver.answers.put("setReadOnly", loss);
    settings.set(setting("setSchema", String.class), "gone");
    settings.set(READ_ONLY, true);
    boolean[] said = new boolean[1];

    assertSame(
        loss,
        assertThrows(
            SQLException.class,
            () -> settings.restore(fresh, failure -> failure == loss, () -> said[0] = true)));
    assertTrue(said[0]);
  }

  private boolean refuses(Predicate<SQLException> isLoss) throws SQLException {
    boolean[] said = new boolean[1];
    settings.restore(fresh, isLoss, () -> said[0] = true);
    return said[0];
  }

  @Test
  void otherFailuresNameTheSetting() {
    IllegalStateException defect = new IllegalStateException("driver");
    driver.answers.put("setReadOnly", defect);
    settings.set(READ_ONLY, true);

    SQLException e = assertThrows(SQLException.class, () -> restore());

    assertEquals("Connection.setReadOnly cannot be restored", e.getMessage());
    assertSame(defect, e.getCause());
  }

  private List<String> restore() throws SQLException {
    assertFalse(refuses(failure -> true));
    return List.copyOf(driver.calls);
  }

  private static JdbcMethod setting(String name, Class<?>... parameters) {
    return Jdbc.method(Role.SESSION_SETTING, Connection.class, name, parameters);
  }
}
