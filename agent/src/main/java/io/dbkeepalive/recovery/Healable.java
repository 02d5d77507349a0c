package io.dbkeepalive.recovery;

import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.recovery.breaker.Trial;
import java.sql.Connection;

/**
 * A managed connection, as recovery sees it. Whoever calls a method that changes something is alone
 * on the connection, except in {@link #lose}.
 */
public interface Healable extends Trial {
  /** Counts the connections of this JVM from 1. */
  long id();

  /** Short name for logs, without user and parameters. */
  String database();

  /** Equal for connections to the same database; may hold a secret, and so is never shown. */
  String databaseKey();

  Dialect dialect();

  /** Whether the application closed it, which is final. */
  boolean isClosed();

  /** Nanoseconds since the server last answered. */
  long idleNanos();

  /**
   * Opens a physical connection like the one that the application opened.
   *
   * @throws Exception the driver's, when it cannot be opened or set up; nothing is left open then
   */
  Connection connect() throws Exception;

  /**
   * Opens one more such connection, which will not take the place of any, on a thread of the
   * agent's own; {@code init-sql} does not run there.
   *
   * @throws Exception the driver's, when it cannot be opened
   */
  Connection connectAside() throws Exception;

  /**
   * Lets the application's handles work over {@code fresh} from now on, if no call is in them and
   * nothing of the session is lost with that; makes its settings on it first. Never waits for a
   * call. To be called by a thread that is not in the connection.
   *
   * @return false if not: {@code fresh} is ended
   */
  boolean moveIdle(Connection fresh);

  /**
   * Opens a physical connection like the lost one, and makes all JDBC settings on it that the
   * application had made.
   *
   * @throws Exception the driver's, when it cannot be opened or set up; nothing is left open then
   */
  Connection reopen() throws Exception;

  /**
   * Lets the application's handles work over {@code fresh} from now on; ends the old one.
   *
   * @return false if the application closed the connection meanwhile: {@code fresh} is ended
   */
  boolean adopt(Connection fresh);

  /** What {@link #reopen} could not make again, null if it could all. */
  String notRestored();

  /**
   * Whether reads in one transaction are promised to give the same when they are repeated, so that
   * it cannot go on in another session.
   *
   * @param fresh like the lost one, as {@link #reopen} left it; it is asked
   */
  boolean repeatsReads(Connection fresh);

  /**
   * Whether what was read in a transaction like the lost one counts only once that has committed,
   * so that its commit cannot be made up.
   *
   * @param fresh like the lost one; it is asked
   */
  boolean validatesReads(Connection fresh);

  /**
   * Ends the lost session at its server, if it can be told from everybody else's. Has no effect
   * otherwise.
   *
   * @param fresh which asks the server
   * @param deadline by {@code System.nanoTime}: until when to wait for the end of the session
   * @return whether it is proven that the lost session is gone
   */
  boolean fence(Connection fresh, long deadline);

  /** Whether a rollback undoes all that a statement of this user may do; asks {@code fresh}. */
  boolean rollsBackAll(Connection fresh);

  /** The physical connection is of no use any more; the next call heals. Ends its transaction. */
  void lose();

  /** The application is told of the loss now: what was lost is lost, the session is a new one. */
  void told();

  /**
   * Until the application rolls back, nothing executes or commits.
   *
   * @param lost what was lost, for the message
   */
  void quarantine(String lost);
}
