package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.recovery.Renewal;

/**
 * A managed connection, as its keeper sees it. Any thread may call; nothing here waits for a call
 * of the application's, and none of them waits for anything but the driver's own lock.
 */
public interface KeptConnection {
  /** What a ping came to. */
  enum Ping {
    /** Not sent: somebody is at work there, or may be. */
    NOT_SENT,
    ANSWERED,
    /** The connection is lost, and known to be from now on. */
    FAILED
  }

  /** As in the log. */
  long id();

  /** Short name for logs. */
  String database();

  /** Equal for connections to the same database; may hold a secret, and so is never shown. */
  String databaseKey();

  /** Whether the application closed it, which is final. */
  boolean isClosed();

  boolean isLost();

  /** Whether it may be pinged at all, by the options; never changes. */
  boolean mayBePinged();

  /** Whether a call is in it. */
  boolean isBusy();

  /** When the server last answered, or the connection was opened, by {@code System.nanoTime}. */
  long lastAnswer();

  /** When the physical connection of now was opened, by {@code System.nanoTime}. */
  long opened();

  /** Whether something ran in a transaction that has not ended. */
  boolean isInTransaction();

  /** Whether there is something to read that no call has asked for; sends nothing. */
  boolean hasNews();

  /** Pings, at a moment at which nobody can be disturbed. */
  Ping ping();

  /**
   * Asks the server after how much idleness it ends this session.
   *
   * @return null if that was not possible now
   */
  IdleLimits askLimits();

  /**
   * Counts how often the application has changed these limits in its session: 0 if never. Each
   * further number is a reason to ask this connection.
   */
  int ownLimits();

  /** Puts another physical connection in the place of a lost one. */
  Renewal heal();

  /** Puts another in the place of one that is well. */
  Renewal recycle();
}
