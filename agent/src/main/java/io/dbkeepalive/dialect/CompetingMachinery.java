package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What else reconnects, retries or replays between the application and its database. PgBouncer is
 * not among it: nothing that the driver is told tells it from PostgreSQL.
 */
public enum CompetingMachinery {
  /** Connector/J, NativeSession.execSQL: pings after any failed statement, and reconnects. */
  AUTO_RECONNECT(
      "Connector/J autoReconnect",
      "the driver would open another session by itself and lose the session's state silently, so this"
          + " agent has switched that off",
      "remove autoReconnect and autoReconnectForPools from the URL or the properties",
      false),
  /** MariaDB Connector/J, ReplayClient. */
  TRANSACTION_REPLAY(
      "MariaDB transactionReplay",
      "the driver runs statements of a lost transaction again by itself, in a session without its state",
      "remove transactionReplay from the URL or the properties",
      false),
  /** H2, SessionRemote.autoReconnect. */
  H2_AUTO_RECONNECT(
      "H2 AUTO_RECONNECT",
      "the driver opens another session by itself, and runs the statement in it again",
      "remove AUTO_RECONNECT and AUTO_SERVER from the URL",
      false),
  /** Its driver opens other drivers' connections, and its plug-ins replace them. */
  AWS_WRAPPER(
      "AWS Advanced JDBC Wrapper",
      "its failover plug-in replaces the connections that this agent looks after",
      "switch off its failover plug-in, or exclude these connections from this agent",
      false),
  /** Its variable {@code mysql-server_version}, where that says so: by default it does not. */
  PROXYSQL(
      "ProxySQL",
      "it has sessions of its own, whose end says nothing about the statement, and may run statements again",
      "set mysql-query_retries_on_failure to 0",
      true),
  /** Its parameter {@code version_string}. */
  MAXSCALE(
      "MaxScale",
      "it has sessions of its own, whose end says nothing about the statement, and may replay transactions",
      "switch off transaction_replay and delayed_retry",
      true),
  /** vtgate's {@code mysql_server_version}, by default "...-Vitess". */
  VITESS(
      "Vitess",
      "it has sessions of its own, whose end says nothing about the statement",
      "none needed",
      true);

  private static final String[] RECONNECTS = {"autoReconnect", "autoReconnectForPools"};

  /** For people; not null. */
  public final String title;

  /** Why it matters, in one sentence without a full stop. */
  public final String reason;

  /** What to do about it. */
  public final String remedy;

  /**
   * Whether this stands in between and has sessions of its own: what it says of a session is to be
   * taken with {@link FailureKind#behindProxy}.
   */
  public final boolean proxy;

  CompetingMachinery(String title, String reason, String remedy, boolean proxy) {
    this.title = title;
    this.reason = reason;
    this.remedy = remedy;
    this.proxy = proxy;
  }

  /**
   * What the driver's settings and the server's greeting tell; sends nothing. Never throws.
   *
   * @param url with which the connection was opened, as the driver names it; may be null
   * @param opened the driver's own object
   */
  public static Set<CompetingMachinery> around(String url, Connection opened) {
    Set<CompetingMachinery> found = EnumSet.noneOf(CompetingMachinery.class);
    for (String property : RECONNECTS) {
      if (DriverSettings.isOn(opened, property)) {
        found.add(AUTO_RECONNECT);
      }
    }
    if (DriverSettings.replaysTransactions(opened)) {
      found.add(TRANSACTION_REPLAY);
    }
    String text = url == null ? "" : url.toUpperCase(Locale.ROOT);
    if (text.startsWith("JDBC:H2:")
        && (text.contains(";AUTO_RECONNECT=TRUE") || text.contains(";AUTO_SERVER=TRUE"))) {
      found.add(H2_AUTO_RECONNECT);
    }
    found.addAll(proxies(url, opened));
    return found;
  }

  /**
   * Whether a {@link #proxy} stands in between, as far as the server's greeting tells; sends
   * nothing. Never throws.
   *
   * @param url with which the connection was opened, as the driver names it; may be null
   * @param opened the driver's own object
   */
  public static boolean hidesSessions(String url, Connection opened) {
    return !proxies(url, opened).isEmpty();
  }

  /**
   * Switches off what this agent does instead, on a connection that it looks after: of Connector/J,
   * whose own reconnecting would lose the state of a session, or the locks of a transaction,
   * silently. Sends nothing. Never throws.
   *
   * @param opened the driver's own object
   */
  public static void disarm(Connection opened) {
    for (String property : RECONNECTS) {
      if (DriverSettings.isOn(opened, property)) {
        DriverSettings.switchOff(opened, property);
      }
    }
  }

  /** What an opener is of, of whose connections the innermost are managed. */
  public static Set<CompetingMachinery> around(Class<?> opener) {
    return opener.getName().startsWith("software.amazon.jdbc.")
        ? EnumSet.of(AWS_WRAPPER)
        : EnumSet.noneOf(CompetingMachinery.class);
  }

  private static Set<CompetingMachinery> proxies(String url, Connection opened) {
    Set<CompetingMachinery> found = EnumSet.noneOf(CompetingMachinery.class);
    Dialect dialect = Dialect.of(url);
    if (dialect == Dialect.MYSQL || dialect == Dialect.MARIADB) {
      String version = version(opened);
      for (CompetingMachinery machinery : values()) {
        if (machinery.proxy && version.contains(machinery.name())) {
          found.add(machinery);
        }
      }
    }
    return found;
  }

  /**
   * As the greeting said: Connector/J ConnectionImpl.getServerVersion, MariaDB Context.getVersion.
   */
  private static String version(Connection opened) {
    try {
      String version = opened.getMetaData().getDatabaseProductVersion();
      return version == null ? "" : version.toUpperCase(Locale.ROOT);
    } catch (SQLException | RuntimeException e) {
      return "";
    }
  }
}
