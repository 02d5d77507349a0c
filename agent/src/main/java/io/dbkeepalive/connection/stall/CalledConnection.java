package io.dbkeepalive.connection.stall;

import java.util.Collection;

/**
 * A managed connection, as the watch for stalled calls sees it. Any thread may call; what sends
 * says so, all else never waits.
 */
public interface CalledConnection {
  /** What a server said of some sessions. */
  interface Answer {
    /** Whether the server does not have the session of a connection any more, for certain. */
    boolean isGone(CalledConnection connection);
  }

  long id();

  /** Short name for logs. */
  String database();

  /** Equal where one more connection may ask for both: of one user, to one database. */
  Object group();

  /** Whether the application closed it, which is final. */
  boolean isClosed();

  /**
   * The thread of a call in flight; null if there is none.
   *
   * @param before preferred, if it is in a call still; may be null
   */
  Thread caller(Thread before);

  /** When the server last answered, by {@code System.nanoTime}. */
  long lastAnswer();

  /** Counts the physical connections. */
  int generation();

  /** Whether its server is to be asked who it is, while all is well. */
  boolean wantsServer();

  /** Asks it, over this connection, if nobody is disturbed by it. Sends. */
  void askServer();

  /**
   * Opens one more connection and asks after the sessions of others of its group, too. Sends.
   *
   * @param connecting is run when nothing of our own is waited for any more
   * @throws Exception the driver's: the server could not be asked
   */
  Answer inquire(Collection<CalledConnection> all, Runnable connecting) throws Exception;

  /**
   * Ends the physical connection, without waiting, which ends the call.
   *
   * @param generation has no effect on any other
   */
  void abort(int generation);
}
