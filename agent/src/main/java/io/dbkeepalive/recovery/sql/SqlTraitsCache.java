package io.dbkeepalive.recovery.sql;

import io.dbkeepalive.dialect.SqlDialect;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers the traits of SQL texts seen before, of one dialect. Bounded: at most 1,024 texts of at
 * most 8,192 characters, in sets of two by hash; longer ones are classified anew each time. Safe
 * for use by any thread; a hit takes no lock and allocates nothing.
 */
public final class SqlTraitsCache {

  static final int LONGEST_KEPT = 8 * 1024;
  private static final int SETS = 512;

  /**
   * Set n has its entries at 2n and 2n + 1. An entry is immutable, so a racing put can lose one,
   * never mix two.
   */
  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(2 * SETS);

  private final SqlDialect dialect;

  /** The dialect must not be null. */
  public SqlTraitsCache(SqlDialect dialect) {
    this.dialect = dialect;
  }

  /** The same as {@link SqlClassifier#classify}: never null, never throws. */
  public SqlTraits get(String sql) {
    if (sql == null || sql.length() > LONGEST_KEPT) {
      return SqlClassifier.classify(sql, dialect);
    }
    int hash = sql.hashCode();
    int first = 2 * ((hash ^ (hash >>> 16)) & (SETS - 1));
    Entry newer = entries.get(first);
    if (newer != null && newer.sql.equals(sql)) {
      return newer.traits;
    }
    Entry older = entries.get(first + 1);
    if (older != null && older.sql.equals(sql)) {
      return older.traits;
    }
    Entry made = new Entry(sql, SqlClassifier.classify(sql, dialect));
    if (newer != null) {
      entries.set(first + 1, newer);
    }
    entries.set(first, made);
    return made.traits;
  }

  /** How many texts are kept now. */
  int size() {
    int size = 0;
    for (int i = 0; i < entries.length(); i++) {
      size += entries.get(i) == null ? 0 : 1;
    }
    return size;
  }

  private static final class Entry {
    final String sql;
    final SqlTraits traits;

    Entry(String sql, SqlTraits traits) {
      this.sql = sql;
      this.traits = traits;
    }
  }
}
