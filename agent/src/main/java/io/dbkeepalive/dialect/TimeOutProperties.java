package io.dbkeepalive.dialect;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.TimeOuts;
import java.sql.DriverManager;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Properties;

/** What drivers call their time-outs. Stateless. */
public enum TimeOutProperties {
  /** Connector/J's reference, "Networking". */
  MYSQL_CONNECT("com.mysql.", Of.CONNECT, "connectTimeout", 1),
  MYSQL_READ("com.mysql.", Of.READ, "socketTimeout", 1),
  /**
   * MariaDB Connector/J's reference, "Optional URL parameters"; its Configuration takes
   * DriverManager's.
   */
  MARIADB_CONNECT("org.mariadb.jdbc.", Of.CONNECT_OR_LOGIN, "connectTimeout", 1),
  MARIADB_READ("org.mariadb.jdbc.", Of.READ, "socketTimeout", 1),
  /** pgjdbc, PGProperty. */
  POSTGRESQL_CONNECT("org.postgresql.", Of.CONNECT, "connectTimeout", 1_000),
  /** For all hosts together, so that one that is away would use up the time of the next. */
  POSTGRESQL_LOGIN("org.postgresql.", Of.LOGIN_AT_ONE_HOST, "loginTimeout", 1_000),
  POSTGRESQL_READ("org.postgresql.", Of.READ, "socketTimeout", 1_000),
  /** SQL Server's JDBC driver, "Setting the connection properties". */
  SQLSERVER_CONNECT("com.microsoft.sqlserver.", Of.CONNECT_OR_LOGIN, "loginTimeout", 1_000),
  SQLSERVER_READ("com.microsoft.sqlserver.", Of.READ, "socketTimeout", 1),
  /** ojdbc, OracleConnection.CONNECTION_PROPERTY_THIN_NET_CONNECT_TIMEOUT and _READ_TIMEOUT. */
  ORACLE_CONNECT("oracle.jdbc.", Of.CONNECT_OR_LOGIN, "oracle.net.CONNECT_TIMEOUT", 1),
  ORACLE_READ("oracle.jdbc.", Of.READ, "oracle.jdbc.ReadTimeout", 1),
  /** Db2's JCC driver, "Common IBM Data Server Driver for JDBC and SQLJ properties". */
  DB2_CONNECT("com.ibm.db2.", Of.CONNECT_OR_LOGIN, "loginTimeout", 1_000),
  DB2_READ("com.ibm.db2.", Of.READ, "blockingReadConnectionTimeout", 1_000);

  private enum Of {
    CONNECT,
    /** {@code DriverManager.setLoginTimeout} sets the same: where the application did, it stays. */
    CONNECT_OR_LOGIN,
    LOGIN_AT_ONE_HOST,
    READ
  }

  private final String driver;
  private final Of of;
  private final String property;
  private final int unitMillis;

  TimeOutProperties(String driver, Of of, String property, int unitMillis) {
    this.driver = driver;
    this.of = of;
    this.property = property;
    this.unitMillis = unitMillis;
  }

  /** Whether this driver takes properties for these time-outs, by its class. */
  public static boolean areKnownOf(Class<?> driver) {
    for (TimeOutProperties row : values()) {
      if (driver.getName().startsWith(row.driver)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody has said in a URL how long to wait for an answer, in any driver's words. */
  public static boolean isReadSetIn(String url) {
    for (TimeOutProperties row : values()) {
      if (row.of == Of.READ && row.isNamedIn(url)) {
        return !isDefault(url, "socketTimeout=0");
      }
    }
    return false;
  }

  /** Whether somebody has said in a URL how long to connect, in any driver's words. */
  public static boolean isConnectSetIn(String url) {
    for (TimeOutProperties row : values()) {
      if (row.of != Of.READ && row.isNamedIn(url)) {
        return !isDefault(url, "connectTimeout=10");
      }
    }
    return false;
  }

  /**
   * Whether pgjdbc itself has written a default into a URL, which then wins over properties:
   * BaseDataSource.setUrl takes the defaults of all properties for set.
   */
  public static boolean areDefaultsIn(String url) {
    return url != null
        && url.startsWith("jdbc:postgresql:")
        && POSTGRESQL_CONNECT.isNamedIn(url)
        && POSTGRESQL_LOGIN.isNamedIn(url)
        && POSTGRESQL_READ.isNamedIn(url)
        && contains(url, "unknownLength="); // and some that nobody writes
  }

  private static boolean isDefault(String url, String setting) {
    String parameters = url.replace('?', '&') + "&";
    return areDefaultsIn(url) && parameters.contains("&" + setting + "&");
  }

  /**
   * What to open a connection with: the application's properties, and the time-outs that it does
   * not set.
   *
   * @param driver its class
   * @param info the application's, which stays as it is; may be null
   * @return {@code info} itself where there is nothing to add
   */
  public static Properties added(TimeOuts timeOuts, Class<?> driver, String url, Properties info) {
    Properties added = info;
    for (TimeOutProperties row : values()) {
      long millis = row.of == Of.READ ? timeOuts.readMillis : timeOuts.connectMillis;
      if (millis != Options.OFF
          && driver.getName().startsWith(row.driver)
          && !row.isSetByApplication(url, info)) {
        if (added == info) {
          added = copyOf(info);
        }
        long value = row.unitMillis == 1 ? millis : TimeOuts.seconds(millis);
        added.setProperty(row.property, Long.toString(Math.min(value, Integer.MAX_VALUE)));
      }
    }
    return added;
  }

  private boolean isSetByApplication(String url, Properties info) {
    boolean byLogin =
        (of == Of.CONNECT_OR_LOGIN || of == Of.LOGIN_AT_ONE_HOST)
            && DriverManager.getLoginTimeout() > 0;
    boolean severalHosts = of == Of.LOGIN_AT_ONE_HOST && hosts(url).indexOf(',') >= 0;
    // pgjdbc, Driver.parseURL: what pg_service.conf says counts less than properties
    boolean byService = driver.startsWith("org.postgresql.") && contains(url, "service=");
    return byLogin
        || severalHosts
        || byService
        || isNamedIn(url)
        || isNamedIn(info)
        || property.startsWith("oracle.") && System.getProperty(property) != null;
  }

  /**
   * Wherever it stands: better one that is not set than one that is set against somebody's will.
   */
  private boolean isNamedIn(String url) {
    return contains(url, property.substring(property.lastIndexOf('.') + 1));
  }

  private boolean isNamedIn(Properties info) {
    if (info == null) {
      return false;
    }
    // with the defaults, which keySet leaves out
    for (Enumeration<?> names = info.propertyNames(); names.hasMoreElements(); ) {
      if (property.equalsIgnoreCase(String.valueOf(names.nextElement()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String text, String word) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  private static String hosts(String url) {
    int end = url == null ? -1 : url.indexOf('?');
    return url == null ? "" : end < 0 ? url : url.substring(0, end);
  }

  /** The application may go on to use its own. */
  private static Properties copyOf(Properties info) {
    return info == null ? new Properties() : (Properties) info.clone();
  }
}
