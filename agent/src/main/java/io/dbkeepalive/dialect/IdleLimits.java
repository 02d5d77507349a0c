package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** After how much idleness a server ends a session. Immutable. */
public final class IdleLimits {
  /** No limit, in nanoseconds. */
  public static final long NONE = Long.MAX_VALUE;

  /** Of a server that ends none, or of which that is not known. */
  public static final IdleLimits UNLIMITED = new IdleLimits(NONE, NONE);

  private final long session;
  private final long transaction;

  private IdleLimits(long session, long transaction) {
    this.session = session;
    this.transaction = transaction;
  }

  /**
   * @param session in nanoseconds, outside of a transaction; {@link #NONE} if there is no limit
   * @param transaction the same inside
   */
  public static IdleLimits of(long session, long transaction) {
    return new IdleLimits(session, transaction);
  }

  /**
   * Asks the server. Not in a transaction of PostgreSQL's in which nothing has run: it would take
   * its snapshot then.
   *
   * @throws SQLException the driver's, in a failed transaction too
   */
  public static IdleLimits ask(Dialect dialect, Connection connection) throws SQLException {
    boolean mysql = dialect == Dialect.MYSQL || dialect == Dialect.MARIADB;
    if (!mysql && dialect != Dialect.POSTGRESQL) {
      return UNLIMITED;
    }
    try (Statement statement = connection.createStatement()) {
      return mysql ? ofMySql(statement) : ofPostgresql(statement);
    }
  }

  /**
   * MySQL Reference Manual and MariaDB "Server System Variables": {@code wait_timeout} of the
   * session, in seconds; MariaDB's {@code idle_transaction_timeout} and kin, 0 for none.
   */
  private static IdleLimits ofMySql(Statement statement) throws SQLException {
    long session = NONE;
    long transaction = NONE;
    try (ResultSet rows =
        statement.executeQuery(
            "SHOW SESSION VARIABLES WHERE Variable_name IN ('wait_timeout',"
                + " 'idle_transaction_timeout', 'idle_write_transaction_timeout',"
                + " 'idle_readonly_transaction_timeout')")) {
      while (rows.next()) {
        long nanos = nanos(rows.getString(2), TimeUnit.SECONDS);
        if (rows.getString(1).toLowerCase(Locale.ROOT).equals("wait_timeout")) {
          session = nanos;
        } else {
          transaction = Math.min(transaction, nanos);
        }
      }
    }
    return new IdleLimits(session, Math.min(session, transaction));
  }

  /**
   * PostgreSQL documentation, "Client Connection Defaults"; {@code idle_session_timeout} since 14.
   * An error would end the application's transaction, and so nothing is asked that a server may not
   * know: Redshift, for one, says that it is version 8.
   */
  private static IdleLimits ofPostgresql(Statement statement) throws SQLException {
    if (statement.getConnection().getMetaData().getDatabaseMajorVersion() < 10) {
      return UNLIMITED;
    }
    try (ResultSet row =
        statement.executeQuery(
            "SELECT pg_catalog.current_setting('idle_session_timeout', true),"
                + " pg_catalog.current_setting('idle_in_transaction_session_timeout', true)")) {
      row.next();
      return new IdleLimits(postgresqlNanos(row.getString(1)), postgresqlNanos(row.getString(2)));
    }
  }

  /** As the server writes a time, in the largest unit that makes it a whole number: 90s, 5min. */
  static long postgresqlNanos(String shown) {
    if (shown == null) {
      return NONE;
    }
    int end = 0;
    while (end < shown.length() && Character.isDigit(shown.charAt(end))) {
      end++;
    }
    switch (shown.substring(end).trim()) {
      case "d":
        return nanos(shown.substring(0, end), TimeUnit.DAYS);
      case "h":
        return nanos(shown.substring(0, end), TimeUnit.HOURS);
      case "min":
        return nanos(shown.substring(0, end), TimeUnit.MINUTES);
      case "s":
        return nanos(shown.substring(0, end), TimeUnit.SECONDS);
      default:
        return nanos(shown.substring(0, end), TimeUnit.MILLISECONDS);
    }
  }

  private static long nanos(String count, TimeUnit unit) {
    try {
      long value = Long.parseLong(count);
      return value <= 0 ? NONE : unit.toNanos(value);
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  /** In nanoseconds, {@link #NONE} if there is no limit. */
  public long nanos(boolean inTransaction) {
    return inTransaction ? transaction : session;
  }

  @Override
  public String toString() {
    return "session " + words(session) + ", transaction " + words(transaction);
  }

  private static String words(long nanos) {
    return nanos == NONE ? "unlimited" : TimeUnit.NANOSECONDS.toSeconds(nanos) + "s";
  }
}
