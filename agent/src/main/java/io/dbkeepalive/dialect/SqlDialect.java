package io.dbkeepalive.dialect;

/**
 * How the SQL text of a database is to be read. Where servers of one family differ, or a server
 * setting decides how a text reads, the reading that proves less is taken.
 */
public enum SqlDialect {
  /** MySQL and MariaDB: what is unsafe on either is unsafe. */
  MYSQL,
  POSTGRESQL,
  H2,
  /** All other databases: only what every one of them reads in the same way is proven. */
  COMMON
}
