package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final Jdbc jdbc = new Jdbc();
  private final Connection connection = jdbc.object(Connection.class);
  private final Driver driver = jdbc.object(Driver.class);

  @Test
  void connectionOfASingleDriverIsInnermost() {
    assertTrue(Opening.begin(false).end(true));
  }

  @Test
  void wrapperOfAConnectionThatWasOpenedInsideIsNot() {
    Opening dataSource = Opening.begin(false);
    Opening spy = Opening.begin(false);
    Opening real = Opening.begin(false);

    assertTrue(real.end(true));
    assertFalse(spy.end(true));
    assertFalse(dataSource.end(true));
    assertTrue(Opening.begin(false).end(true), "nothing is left over");
  }

  @Test
  void driverInsideThatDoesNotTakeTheUrlIsPassedOver() {
    Opening outer = Opening.begin(false);
    assertFalse(Opening.begin(false).end(false));
    assertTrue(outer.end(true));
  }

  @Test
  void failedOpeningLeavesNothingBehind() {
    Opening outer = Opening.begin(false);
    assertFalse(Opening.begin(false).end(false));
    assertFalse(outer.end(false));
    assertTrue(Opening.begin(false).end(true));
  }

  @Test
  void whatAnXaDataSourceOpensIsXa() {
    Opening source = Opening.begin(true);
    Opening inside = Opening.begin(false);

    assertTrue(source.isXa());
    assertTrue(inside.isXa());
    assertTrue(inside.end(true));
    assertFalse(source.end(false));
    Opening next = Opening.begin(false);
    assertFalse(next.isXa());
    assertTrue(next.end(true));
  }

  @Test
  void agentsOwnOpeningsStayUnmanaged() throws SQLException {
    Properties info = new Properties(defaults());
    info.setProperty("user", "shop");
    jdbc.answers.put("connect", connection);
    boolean[] managed = new boolean[1];
    Opener opener = nesting(Opener.of(driver, "jdbc:test:db", info), managed);
    info.setProperty("user", "changed afterwards");

    assertSame(connection, open(opener));

    assertFalse(managed[0]);
    Properties given = (Properties) jdbc.arguments.get(0)[1];
    assertEquals("shop", given.getProperty("user"));
    assertEquals("5", given.get("timeout"), "defaults, too");
    assertTrue(Opening.begin(false).end(true), "and what the application opens then is managed");
  }

  @Test
  void eachOpeningGetsPropertiesOfItsOwn() throws SQLException {
    jdbc.answers.put("connect", connection);
    Opener opener = Opener.of(driver, "jdbc:test:db", new Properties());

    open(opener);
    ((Properties) jdbc.arguments.get(0)[1]).setProperty("left", "behind");
    open(opener);

    assertEquals(new Properties(), jdbc.arguments.get(1)[1]);
  }

  @Test
  void driverWithoutPropertiesGetsNone() throws SQLException {
    jdbc.answers.put("connect", connection);

    open(Opener.of(driver, "jdbc:test:db", null));

    assertEquals("connect[jdbc:test:db, null]", jdbc.calls.get(0));
  }

  @Test
  void driverThatSuddenlyReturnsNullIsAFailedConnect() {
    SQLException e =
        assertThrows(
            SQLException.class, () -> open(Opener.of(driver, "jdbc:test:db", new Properties())));

    assertEquals("08001", e.getSQLState());
    assertTrue(Opening.begin(false).end(true), "nothing is left over");
  }

  private static Connection open(Opener opener) throws SQLException {
    return Opening.unmanaged(opener, opener.own);
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    defaults.setProperty("timeout", "5");
    return defaults;
  }

  /** Opens like a woven driver: says when it begins, and asks when it is done. */
  private static Opener nesting(Opener opener, boolean[] managed) {
    return Opener.of(
        (Driver)
            java.lang.reflect.Proxy.newProxyInstance(
                OpeningTest.class.getClassLoader(),
                new Class<?>[] {Driver.class},
                (proxy, method, arguments) -> {
                  Opening opening = Opening.begin(false);
                  Connection opened = opener.open(opener.own);
                  managed[0] = opening.end(true);
                  return opened;
                }),
        opener.url,
        null);
  }
}
