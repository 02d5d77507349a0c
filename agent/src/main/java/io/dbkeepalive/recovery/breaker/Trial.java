package io.dbkeepalive.recovery.breaker;

/** Whoever knows how to connect to a database, as the breaker sees it. */
public interface Trial {
  /**
   * Opens a connection and ends it again; a refused login is a success, for it proves that the
   * database is there. Called by a thread of the agent's own; may block.
   *
   * @throws Exception the driver's, if the database cannot be reached
   */
  void tryConnect() throws Exception;
}
