package io.dbkeepalive.recovery.sql;

import java.util.Objects;

/**
 * One thing that a SQL text does to the state of its session, if it succeeds. Immutable and safe
 * for use by any thread.
 *
 * <p>Keys and the SQL hold what the application wrote, secrets perhaps; only {@link #what()} is fit
 * for a log.
 */
public final class SessionEffect {

  /** What becomes of the state that a key names. */
  public enum Kind {
    /**
     * Set by {@link SessionEffect#sql()}, which sets it again in a new session of the same kind.
     */
    SET,
    /** Changed, and nobody can do that again in another session. */
    HOLD,
    /** As in a new session: neither set nor held. */
    RELEASE,
    /** The same for each key that starts with this one, which may be empty. */
    RELEASE_ALL,
    /** What is held by keys that start with this one may have other names from now on. */
    RENAME_ALL
  }

  /** What {@code Connection.setCatalog} sets, too. */
  public static final String CATALOG = "catalog";

  /** What {@code Connection.setSchema} sets, too. */
  public static final String SCHEMA = "schema";

  /** What {@code Connection.setTransactionIsolation} sets, too. */
  public static final String ISOLATION = "isolation";

  /** What {@code Connection.setReadOnly} sets, too. */
  public static final String READ_ONLY = "read-only";

  /** What {@code Connection.setClientInfo} sets, too. */
  public static final String CLIENT_INFO = "client-info";

  /**
   * Held by what MySQL heeds in the next transaction only: to be released where a transaction ends.
   */
  public static final String NEXT_TRANSACTION = "next-transaction";

  /** What the keys of tables and the like begin with that end with their session. */
  public static final String TEMPORARY = "temp-";

  /** What the keys of statements begin with that were prepared in SQL. */
  public static final String PREPARED = "prepare:";

  /** Released by a rollback to a savepoint: what was set since may be undone. */
  public static final String SAVEPOINT = "savepoint";

  private final Kind kind;
  private final String key;
  private final String sql;
  private final String what;
  private final boolean counted;

  private SessionEffect(Kind kind, String key, String sql, String what, boolean counted) {
    this.kind = kind;
    this.key = key;
    this.sql = sql;
    this.what = what;
    this.counted = counted;
  }

  static SessionEffect set(String key, String sql) {
    return new SessionEffect(Kind.SET, key, sql, null, false);
  }

  static SessionEffect hold(String key, String what) {
    return new SessionEffect(Kind.HOLD, key, null, what, false);
  }

  static SessionEffect countedHold(String key, String what) {
    return new SessionEffect(Kind.HOLD, key, null, what, true);
  }

  static SessionEffect release(String key) {
    return new SessionEffect(Kind.RELEASE, key, null, null, false);
  }

  static SessionEffect releaseAll(String prefix) {
    return new SessionEffect(Kind.RELEASE_ALL, prefix, null, null, false);
  }

  static SessionEffect renameAll(String prefix) {
    return new SessionEffect(Kind.RENAME_ALL, prefix, null, null, false);
  }

  /** Never null. */
  public Kind kind() {
    return kind;
  }

  /**
   * Names the state: a later effect of the same key takes the place of an earlier one. Never null.
   */
  public String key() {
    return key;
  }

  /** The statement that sets the state again; null unless {@link Kind#SET}. */
  public String sql() {
    return sql;
  }

  /** What is held, in words for people, without any value; null unless {@link Kind#HOLD}. */
  public String what() {
    return what;
  }

  /** Whether a hold of the same key adds to the earlier ones: each needs a release of its own. */
  public boolean counted() {
    return counted;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SessionEffect)) {
      return false;
    }
    SessionEffect effect = (SessionEffect) other;
    return kind == effect.kind
        && counted == effect.counted
        && key.equals(effect.key)
        && Objects.equals(sql, effect.sql)
        && Objects.equals(what, effect.what);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, key, sql);
  }

  /** Without the key, the SQL or any other value. */
  @Override
  public String toString() {
    return what == null ? kind.name() : kind + " " + what;
  }
}
