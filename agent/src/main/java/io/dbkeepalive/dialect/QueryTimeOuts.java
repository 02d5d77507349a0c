package io.dbkeepalive.dialect;

import java.sql.Connection;

/** What drivers make of query time-outs. Stateless. */
public final class QueryTimeOuts {
  private QueryTimeOuts() {}

  /**
   * MariaDB Connector/J, Statement.escapeTimeout: sends {@code SET STATEMENT max_statement_time},
   * to servers of MariaDB only. Sends nothing.
   *
   * @param opened the driver's own object
   */
  public static boolean areWithoutEffect(Connection opened) {
    Object context = DriverTypes.ask(opened, "org.mariadb.jdbc.Connection", "getContext");
    Object version = DriverTypes.ask(context, "org.mariadb.jdbc.client.Context", "getVersion");
    return Boolean.FALSE.equals(
        DriverTypes.ask(version, "org.mariadb.jdbc.client.ServerVersion", "isMariaDBServer"));
  }
}
