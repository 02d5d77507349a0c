package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.sql.SqlTraitsCache;
import java.util.EnumMap;
import java.util.Map;

/** One cache of classified SQL for each way of reading it. Thread-safe. */
final class SqlCaches {
  private static final Map<SqlDialect, SqlTraitsCache> CACHES = new EnumMap<>(SqlDialect.class);

  static {
    for (SqlDialect dialect : SqlDialect.values()) {
      CACHES.put(dialect, new SqlTraitsCache(dialect));
    }
  }

  private SqlCaches() {}

  static SqlTraitsCache of(SqlDialect dialect) {
    return CACHES.get(dialect);
  }
}
