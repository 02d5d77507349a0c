package io.dbkeepalive.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.TimeOuts;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TimeOutPropertiesTest {
  private static final TimeOuts BOTH = new TimeOuts(2_500, 7_000, Options.OFF, Options.OFF);
  private static final Class<?> MYSQL = com.mysql.cj.jdbc.Driver.class;
  private static final Class<?> MARIADB = org.mariadb.jdbc.Driver.class;
  private static final Class<?> POSTGRESQL = org.postgresql.Driver.class;
  private static final String POSTGRESQL_URL = "jdbc:postgresql://db1/shop";

  @AfterEach
  void noLoginTimeout() {
    DriverManager.setLoginTimeout(0);
  }

  @Test
  void eachDriverHasItsOwnNamesAndUnits() {
    assertEquals(
        Map.of("connectTimeout", "2500", "socketTimeout", "7000"),
        added(BOTH, MYSQL, "jdbc:mysql://db1/shop", null));
    assertEquals(
        Map.of("connectTimeout", "2500", "socketTimeout", "7000"),
        added(BOTH, MARIADB, "jdbc:mariadb://db1/shop", null));
    assertEquals(
        Map.of("connectTimeout", "3", "loginTimeout", "3", "socketTimeout", "7"),
        added(BOTH, POSTGRESQL, POSTGRESQL_URL, null));
  }

  @Test
  void nothingIsAddedWithoutNeed() {
    Properties info = new Properties();
    assertSame(info, TimeOutProperties.added(TimeOuts.NONE, MYSQL, "jdbc:mysql://db1/shop", info));
    assertSame(info, TimeOutProperties.added(BOTH, org.h2.Driver.class, "jdbc:h2:mem:", info));
  }

  @Test
  void applicationsPropertiesStayAsTheyAre() {
    Properties defaults = new Properties();
    defaults.setProperty("user", "shop");
    Properties info = new Properties(defaults);
    info.setProperty("password", "secret");

    Properties added = TimeOutProperties.added(BOTH, MYSQL, "jdbc:mysql://db1/shop", info);

    assertEquals(Map.of("password", "secret"), info);
    assertEquals("shop", added.getProperty("user"));
    assertEquals("secret", added.getProperty("password"));
  }

  @Test
  void applicationsOwnSettingWins() {
    assertEquals(
        Map.of("connectTimeout", "2500"),
        added(BOTH, MYSQL, "jdbc:mysql://db1/shop?SocketTimeout=0", null));
    assertEquals(
        Map.of("connectTimeout", "2500"),
        added(BOTH, MYSQL, "jdbc:mysql://address=(host=db1)(socketTimeout=5)/shop", null));
    Properties defaults = new Properties();
    defaults.setProperty("sockettimeout", "1");
    Map<String, String> added =
        added(BOTH, MYSQL, "jdbc:mysql://db1/shop", new Properties(defaults));
    assertEquals(Map.of("connectTimeout", "2500"), added);
  }

  @Test
  void loginTimeoutOfTheDriverManagerIsTheApplications() {
    DriverManager.setLoginTimeout(60);
    assertEquals(
        Map.of("connectTimeout", "3", "socketTimeout", "7"),
        added(BOTH, POSTGRESQL, POSTGRESQL_URL, null));
    assertEquals(
        Map.of("socketTimeout", "7000"), added(BOTH, MARIADB, "jdbc:mariadb://db1/shop", null));
  }

  /** The one that is away would use up the time of the other. */
  @Test
  void severalHostsHaveNoCommonTime() {
    assertEquals(
        Map.of("connectTimeout", "3", "socketTimeout", "7"),
        added(BOTH, POSTGRESQL, "jdbc:postgresql://db1,db2/shop", null));
  }

  /** Its setUrl takes all defaults for set, and writes them into the URL that it connects with. */
  @Test
  void defaultsThatTheDriversOwnSourceWritesAreNobodys() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(POSTGRESQL_URL);
    assertTrue(TimeOutProperties.areDefaultsIn(source.getUrl()), source.getUrl());
    assertFalse(TimeOutProperties.isReadSetIn(source.getUrl()), source.getUrl());
    assertFalse(TimeOutProperties.isConnectSetIn(source.getUrl()), source.getUrl());

    source.setSocketTimeout(5);
    source.setConnectTimeout(5);
    assertTrue(TimeOutProperties.isReadSetIn(source.getUrl()), source.getUrl());
    assertTrue(TimeOutProperties.isConnectSetIn(source.getUrl()), source.getUrl());
    assertFalse(TimeOutProperties.areDefaultsIn(POSTGRESQL_URL + "?socketTimeout=0"));
  }

  @Test
  void whatASettingsFileSaysIsNotOverruled() {
    assertEquals(Map.of(), added(BOTH, POSTGRESQL, "jdbc:postgresql://?service=shop", null));
  }

  @Test
  void urlsSayWhatIsSet() {
    assertTrue(TimeOutProperties.isReadSetIn("jdbc:mariadb://db1/shop?socketTimeout=1"));
    assertTrue(TimeOutProperties.isConnectSetIn("jdbc:mariadb://db1/shop?connecttimeout=1"));
    assertFalse(TimeOutProperties.isReadSetIn(null));
  }

  private static Map<String, String> added(
      TimeOuts timeOuts, Class<?> driver, String url, Properties info) {
    Map<String, String> own = new TreeMap<>();
    Properties all = TimeOutProperties.added(timeOuts, driver, url, info);
    if (all != null) {
      all.forEach((name, value) -> own.put((String) name, (String) value));
    }
    return own;
  }
}
