package io.dbkeepalive.dialect;

/** What a driver's failure says about the connection and about the statement that met it. */
public enum FailureKind {
  /**
   * The driver itself says that the connection or the statement was closed before any I/O of this
   * call: proves that this statement never ran.
   */
  CLOSED_BEFORE_SEND(true, true),
  /**
   * The server's own word that it ended the session while idle: proves that this statement never
   * ran, if the session was the server's own and not one that a proxy keeps, see {@link
   * #behindProxy}.
   */
  GONE_NOT_RUN(true, true),
  /** The connection is lost; proves nothing about the statement. */
  GONE(true, false),
  /**
   * The server's own word that it ended the session in this statement: it undid what the statement
   * did, and the transaction with it. Proves nothing of a statement that ends transactions itself:
   * COMMIT, CALL, DO, several statements in one string.
   */
  GONE_ROLLED_BACK(true, false),
  /**
   * The driver's own socket time-out ended the call, and with it the connection. Proves nothing,
   * the server may still be busy with the statement, and run again it would time out again.
   */
  TIMED_OUT(true, false),
  /**
   * The server takes no writes, as it would after a failover: proves that this single statement did
   * nothing. The connection itself is healthy. PostgreSQL says the same (25006) of a write in a
   * transaction that the application itself made read-only: callers must know that it did not.
   */
  WRONG_SERVER(false, true),
  /** The login was refused. Never to be repeated: an account could be locked. */
  LOGIN_REFUSED(false, false),
  /**
   * Everything else, query time-outs, cancels, deadlocks and syntax errors among it: the connection
   * is not known to be lost.
   */
  OTHER(false, false);

  private final boolean gone;
  private final boolean notRun;

  FailureKind(boolean gone, boolean notRun) {
    this.gone = gone;
    this.notRun = notRun;
  }

  /** Whether the connection is lost. */
  public boolean isGone() {
    return gone;
  }

  /** Whether the statement did nothing at all. */
  public boolean provesNotRun() {
    return notRun;
  }

  /**
   * What is left of this where a proxy multiplexes sessions: an idle session that it tells of may
   * be one of its own, and not that of this statement.
   */
  public FailureKind behindProxy() {
    return this == GONE_NOT_RUN ? GONE : this;
  }

  /** What is left of this where it tells of a later step than the first of a call. */
  FailureKind ofLaterStep() {
    if (!gone) {
      return this == WRONG_SERVER ? OTHER : this;
    }
    return this == TIMED_OUT ? this : GONE;
  }
}
