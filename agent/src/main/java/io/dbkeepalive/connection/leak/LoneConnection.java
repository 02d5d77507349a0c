package io.dbkeepalive.connection.leak;

/** A managed connection that belongs to no pool. Any thread may call; nothing waits or sends. */
public interface LoneConnection {
  long id();

  /** Short name for logs. */
  String database();

  /** Whether the application closed it, which is final. */
  boolean isClosed();

  /** Whether a call is in it. */
  boolean isBusy();

  /** When the server last answered the application, by {@code System.nanoTime}. */
  long lastUse();
}
