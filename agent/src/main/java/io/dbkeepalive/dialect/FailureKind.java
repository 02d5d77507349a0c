package io.dbkeepalive.dialect;

/** What a driver's failure says about the connection and about the statement that met it. */
public enum FailureKind {
  /**
   * The driver itself says that the connection or the statement was closed before any I/O of this
   * call: proves that this statement never ran.
   */
  CLOSED_BEFORE_SEND,
  /**
   * The server's own word that it ended the session while idle: proves that this statement never
   * ran.
   */
  GONE_NOT_RUN,
  /** The connection is lost; proves nothing about the statement. */
  GONE,
  /** The server's own word that it ended the session in this statement, and so undid it. */
  GONE_ROLLED_BACK,
  /** The driver's own socket time-out ended the call. */
  TIMED_OUT,
  /** The server does not take writes. */
  WRONG_SERVER,
  /** The login was refused. Never to be repeated: an account could be locked. */
  LOGIN_REFUSED,
  /**
   * Everything else, query time-outs, cancels, deadlocks and syntax errors among it: the connection
   * is not known to be lost.
   */
  OTHER;

  /** Whether the connection is lost. */
  public boolean isGone() {
    return this != OTHER && this != LOGIN_REFUSED && this != WRONG_SERVER;
  }
}
