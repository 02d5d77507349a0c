package io.dbkeepalive.dialect;

/**
 * What is particular to one family of databases and their drivers. Immutable and safe for use by
 * any thread.
 */
public final class Dialect {

  public static final Dialect MYSQL = new Dialect("mysql", SqlDialect.MYSQL);
  public static final Dialect MARIADB = new Dialect("mariadb", SqlDialect.MYSQL);
  public static final Dialect POSTGRESQL = new Dialect("postgresql", SqlDialect.POSTGRESQL);
  public static final Dialect SQLSERVER = new Dialect("sqlserver", SqlDialect.COMMON);
  public static final Dialect ORACLE = new Dialect("oracle", SqlDialect.COMMON);
  public static final Dialect DB2 = new Dialect("db2", SqlDialect.COMMON);
  public static final Dialect H2 = new Dialect("h2", SqlDialect.H2);
  public static final Dialect GENERIC = new Dialect("generic", SqlDialect.COMMON);

  private final String name;
  private final SqlDialect sql;

  private Dialect(String name, SqlDialect sql) {
    this.name = name;
    this.sql = sql;
  }

  /**
   * The dialect of a JDBC URL; {@link #GENERIC} for null and for what is not known. Never throws.
   */
  public static Dialect of(String jdbcUrl) {
    return GENERIC;
  }

  /** In lower case; never null. */
  public String name() {
    return name;
  }

  /** How this database's SQL is to be read; never null. */
  public SqlDialect sql() {
    return sql;
  }

  /** What the failure says; {@link FailureKind#OTHER} for null. Never throws. */
  public FailureKind classify(Throwable failure) {
    return FailureKind.OTHER;
  }
}
