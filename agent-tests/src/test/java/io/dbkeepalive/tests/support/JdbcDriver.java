package io.dbkeepalive.tests.support;

import java.util.List;

/**
 * The drivers that the tests go through, with the URL that each needs for a server of the tests.
 */
public enum JdbcDriver {
  // no TLS, so that a proxy can read requests; without it the key of MySQL's passwords is fetched
  CONNECTOR_J(
      "Connector/J",
      "com.mysql.cj.jdbc.Driver",
      "jdbc:mysql://%s:%d/test?sslMode=DISABLED&allowPublicKeyRetrieval=true",
      "&",
      "connectTimeout=10000&socketTimeout=30000"),
  MARIADB_CONNECTOR_J(
      "MariaDB Connector/J",
      "org.mariadb.jdbc.Driver",
      "jdbc:mariadb://%s:%d/test?sslMode=disable&allowPublicKeyRetrieval=true",
      "&",
      "connectTimeout=10000&socketTimeout=30000"),
  PGJDBC(
      "pgjdbc",
      "org.postgresql.Driver",
      "jdbc:postgresql://%s:%d/test?sslmode=disable",
      "&",
      "connectTimeout=10&socketTimeout=30"),
  H2("H2 driver", "org.h2.Driver", "jdbc:h2:tcp://%s:%d/./test", ";", "LOCK_TIMEOUT=30000");

  private final String label;
  private final String className;
  private final String urlPattern;
  private final String separator;
  private final String timeouts;

  JdbcDriver(String label, String className, String urlPattern, String separator, String timeouts) {
    this.label = label;
    this.className = className;
    this.urlPattern = urlPattern;
    this.separator = separator;
    this.timeouts = timeouts;
  }

  /**
   * The URL of the tests' database at an address, which may be that of a proxy.
   *
   * @param options further options of the driver, each as {@code name=value}
   */
  public String url(String host, int port, String... options) {
    StringBuilder url = new StringBuilder(String.format(urlPattern, host, port));
    List.of(options).forEach(option -> url.append(separator).append(option));
    return url.toString();
  }

  /** Options with which no call to a server hangs for more than half a minute. */
  String timeouts() {
    return timeouts;
  }

  /** The class that implements {@link java.sql.Driver}. */
  public String className() {
    return className;
  }

  @Override
  public String toString() {
    return label;
  }
}
