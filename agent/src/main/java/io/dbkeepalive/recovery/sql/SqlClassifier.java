package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;

/** Decides what a SQL text may do. Stateless. */
public final class SqlClassifier {

  private SqlClassifier() {}

  /**
   * Never throws, never null, linear in the length of the text; null or empty SQL gives {@link
   * SqlTraits#UNKNOWN}.
   */
  public static SqlTraits classify(String sql, SqlDialect dialect) {
    return SqlTraits.UNKNOWN;
  }
}
