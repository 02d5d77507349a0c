package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.util.Locale;

/**
 * What is particular to one family of databases and their drivers. Immutable and safe for use by
 * any thread.
 */
public final class Dialect {

  private static final FailureTable MYSQL_FAILURES = new MySqlFailures();

  public static final Dialect MYSQL = new Dialect("mysql", SqlDialect.MYSQL, MYSQL_FAILURES);
  public static final Dialect MARIADB = new Dialect("mariadb", SqlDialect.MYSQL, MYSQL_FAILURES);
  public static final Dialect POSTGRESQL =
      new Dialect("postgresql", SqlDialect.POSTGRESQL, new PostgresqlFailures());
  public static final Dialect SQLSERVER =
      new Dialect("sqlserver", SqlDialect.COMMON, CodeFailures.SQLSERVER);
  public static final Dialect ORACLE =
      new Dialect("oracle", SqlDialect.COMMON, CodeFailures.ORACLE);
  public static final Dialect DB2 = new Dialect("db2", SqlDialect.COMMON, CodeFailures.DB2);
  public static final Dialect H2 = new Dialect("h2", SqlDialect.H2, CodeFailures.H2);
  public static final Dialect DERBY = new Dialect("derby", SqlDialect.COMMON, CodeFailures.DERBY);
  public static final Dialect GENERIC =
      new Dialect("generic", SqlDialect.COMMON, CodeFailures.GENERIC);

  private static final Dialect[] NAMED = {
    MYSQL, MARIADB, POSTGRESQL, SQLSERVER, ORACLE, DB2, H2, DERBY
  };

  /**
   * What drivers that wrap another put before its URL: AWS wrapper, OpenTracing, OpenTelemetry,
   * P6Spy, log4jdbc, Testcontainers, jTDS.
   */
  private static final String[] WRAPPERS = {
    "jdbc:",
    "aws-wrapper:",
    "tracing:",
    "otel:",
    "p6spy:",
    "log4jdbc:",
    "tc:",
    "jtds:",
    "microsoft:"
  };

  private final String name;
  private final SqlDialect sql;
  private final FailureTable failures;

  private Dialect(String name, SqlDialect sql, FailureTable failures) {
    this.name = name;
    this.sql = sql;
    this.failures = failures;
  }

  /**
   * The dialect of a JDBC URL, by its subprotocol; {@link #GENERIC} for null and for what is not
   * known. Never throws.
   */
  public static Dialect of(String jdbcUrl) {
    if (jdbcUrl == null) {
      return GENERIC;
    }
    int end = Math.min(jdbcUrl.length(), 128); // no subprotocol lies further on
    String rest = withoutWrappers(jdbcUrl.substring(0, end).toLowerCase(Locale.ROOT));
    for (Dialect dialect : NAMED) {
      // mysql: and mysql+srv:, but not mysqlx-something-else:
      if (rest.startsWith(dialect.name + ":") || rest.startsWith(dialect.name + "+srv:")) {
        return dialect;
      }
    }
    return GENERIC;
  }

  /** In lower case; never null. */
  public String name() {
    return name;
  }

  /**
   * Whether rows of a result may stay on the wire while the application reads them, so that nothing
   * else may be sent.
   *
   * @param fetchSize of the statement, as the driver has it
   * @param statementClass the driver's class, by its name
   */
  public boolean mayStream(int fetchSize, String statementClass) {
    if (this == POSTGRESQL || this == H2) {
      return false; // further rows are asked for: pgjdbc PgResultSet.next, H2 ResultRemote.fetch
    }
    if (statementClass.startsWith("com.mysql.")) {
      // its reference, "JDBC API Implementation Notes"
      return fetchSize == Integer.MIN_VALUE;
    }
    // MariaDB Connector/J: org.mariadb.jdbc.Statement.setFetchSize; of others nobody knows
    return fetchSize != 0 || !statementClass.startsWith("org.mariadb.");
  }

  /**
   * What to give {@code isValid}. PgConnection.isValid gives the socket its time-out before it
   * waits for the lock of whoever is reading there, and so takes it from him: its ping has to be
   * cut off by who sends it.
   *
   * @return in seconds, rounded up; 0 for none
   */
  public int pingSeconds(long timeoutMillis) {
    return this == POSTGRESQL ? 0 : (int) Math.max(1, (timeoutMillis + 999) / 1_000);
  }

  /**
   * Whether {@code isValid} may begin a transaction where auto-commit is off: H2's asks for the
   * isolation level by a query. Not MySQL's and MariaDB's COM_PING, nor the empty query of pgjdbc.
   */
  public boolean pingMayBegin() {
    return this != MYSQL && this != MARIADB && this != POSTGRESQL;
  }

  /**
   * Whether a statement's warnings stay at the server until they are asked for, by SHOW WARNINGS
   * (MySQL, MariaDB), so that whatever is sent between takes them away.
   */
  public boolean keepsWarnings() {
    return this == MYSQL || this == MARIADB;
  }

  /** How this database's SQL is to be read; never null. */
  public SqlDialect sql() {
    return sql;
  }

  /**
   * What the failure says, by itself or by what is chained to it: at most 16 throwables, cycles
   * tolerated. {@link FailureKind#OTHER} for null. Never throws.
   */
  public FailureKind classify(Throwable failure) {
    return FailureWalk.classify(failure, failures);
  }

  /**
   * Whether a rollback undoes whatever a statement of this user may have done to tables. On MySQL
   * and MariaDB asks the server for a table of an engine that knows none; what lies behind another
   * user's view, trigger or procedure is not seen. Never throws: false where it cannot be told.
   *
   * @param fresh with no transaction open
   */
  public boolean rollsBackAll(Connection fresh) {
    if (this == MYSQL || this == MARIADB) {
      return Engines.areTransactional(fresh);
    }
    return this == POSTGRESQL || this == H2;
  }

  /**
   * Whether the server said with its last answer that no transaction is open: PostgreSQL does with
   * each, and pgjdbc keeps it (QueryExecutorBase.getTransactionState). Sends nothing, never throws:
   * false where it cannot be told.
   *
   * @param connection the driver's own object
   */
  public boolean isOutsideTransaction(Connection connection) {
    return this == POSTGRESQL
        && "IDLE"
            .equals(
                String.valueOf(
                    DriverTypes.ask(
                        connection, "org.postgresql.core.BaseConnection", "getTransactionState")));
  }

  private static String withoutWrappers(String url) {
    String rest = url;
    boolean found = true;
    while (found) {
      found = false;
      for (String wrapper : WRAPPERS) {
        if (rest.startsWith(wrapper)) {
          rest = rest.substring(wrapper.length());
          found = true;
        }
      }
    }
    return rest;
  }
}
