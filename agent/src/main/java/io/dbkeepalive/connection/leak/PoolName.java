package io.dbkeepalive.connection.leak;

import io.dbkeepalive.telemetry.DatabaseName;

/**
 * What a data source says of itself by getters that pools have: HikariCP, Tomcat JDBC, Commons
 * DBCP, c3p0, Druid. Its {@code toString} is not asked, for it may hold a password. Stateless.
 */
final class PoolName {
  private static final String[] NAMES = {"getPoolName", "getDataSourceName"};
  private static final String[] URLS = {"getJdbcUrl", "getUrl", "getURL"};

  private PoolName() {}

  /** The name of its class, and its own if it has one. */
  static String of(Object source) {
    String name = ask(source, NAMES);
    String type = source.getClass().getName();
    return name == null ? type : type + ' ' + name;
  }

  static String databaseOf(Object source) {
    String url = ask(source, URLS);
    return url == null ? "unknown" : DatabaseName.of(url);
  }

  private static String ask(Object source, String[] getters) {
    for (String getter : getters) {
      try {
        Object answer = source.getClass().getMethod(getter).invoke(source);
        if (answer instanceof String) {
          return (String) answer;
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        continue; // it has another one, or none
      }
    }
    return null;
  }
}
