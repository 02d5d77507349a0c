package io.dbkeepalive.dialect;

import java.util.Properties;

/**
 * Gives short time-outs to connections of the agent's own, over which a server is asked that may be
 * gone. What a URL says counts more. Stateless.
 */
public final class SideTimeOuts {
  private static final int SECONDS = 5;

  private SideTimeOuts() {}

  /**
   * @param info to which they are added; may be null
   * @return false for drivers that are not known
   */
  public static boolean give(Properties info, String driver) {
    if (info == null) {
      return false;
    }
    switch (driver) {
      case "com.mysql.cj.jdbc.Driver": // Connector/J, PropertyKey: in milliseconds
      case "org.mariadb.jdbc.Driver": // MariaDB Connector/J, Configuration: in milliseconds
        return give(info, 1_000, "connectTimeout", "socketTimeout");
      case "org.postgresql.Driver": // pgjdbc, PGProperty: in seconds
        // else it connects on a thread of its own, and who asks waits for that, not for the network
        info.setProperty("loginTimeout", "0");
        return give(info, 1, "connectTimeout", "socketTimeout");
      default:
        return false;
    }
  }

  private static boolean give(Properties info, int unitsInSecond, String... names) {
    for (String name : names) {
      info.setProperty(name, Integer.toString(SECONDS * unitsInSecond));
    }
    return true;
  }
}
