package io.dbkeepalive.telemetry;

/** What to call a connection that somebody holds. Immutable. */
public final class Held {
  private final String kind;
  private final long id;
  private final String pool;

  private Held(String kind, long id, String pool) {
    this.kind = kind;
    this.id = id;
    this.pool = pool;
  }

  /**
   * One that a pool has lent.
   *
   * @param loan counts loans
   */
  public static Held fromPool(long loan, String pool) {
    return new Held("loan", loan, pool);
  }

  /**
   * One that was opened without a pool.
   *
   * @param connection as in all other events
   */
  public static Held alone(long connection) {
    return new Held("connection", connection, null);
  }

  /** {@code loan} or {@code connection}. */
  public String kind() {
    return kind;
  }

  public long id() {
    return id;
  }

  /** Null without a pool. */
  public String pool() {
    return pool;
  }
}
