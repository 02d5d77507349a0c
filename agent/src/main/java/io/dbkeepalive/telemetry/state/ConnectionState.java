package io.dbkeepalive.telemetry.state;

/** One connection of the application's at one moment. Immutable. */
public final class ConnectionState {
  /** What it is at; each connection is in exactly one. */
  public enum At {
    IDLE,
    /** In a call. */
    BUSY,
    /** In no call, but in a transaction. */
    IN_TRANSACTION,
    /** Known to be lost, and not healed yet. */
    LOST
  }

  /** As in the log. */
  public final long id;

  public final At at;

  /** Of the physical connection, in nanoseconds. */
  public final long ageNanos;

  /** Since its server's last answer, to the application or to a ping. */
  public final long idleNanos;

  /** Since the last answered ping in the background; {@link DatabaseState#NEVER}. */
  public final long pingedNanosAgo;

  public ConnectionState(long id, At at, long ageNanos, long idleNanos, long pingedNanosAgo) {
    this.id = id;
    this.at = at;
    this.ageNanos = ageNanos;
    this.idleNanos = idleNanos;
    this.pingedNanosAgo = pingedNanosAgo;
  }
}
