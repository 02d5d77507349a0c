package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A handle that a connection has made, and makes again when it is next used after the connection
 * was healed. As thread-safe as the driver's own object.
 */
abstract class Dependent extends HandleState {
  final ManagedConnection connection;

  /** Of the physical connection that {@link #current} belongs to. */
  volatile int generation;

  Dependent(ManagedConnection connection, Object handle) {
    super(handle);
    this.connection = connection;
    this.generation = connection.generation;
  }

  final boolean isStale() {
    return generation != connection.generation;
  }

  /** Whether the application has closed it, which is final. */
  boolean isClosed() {
    return false;
  }

  /** Whether its next call is about what earlier statements left in the session. */
  boolean asksHistory() {
    return false;
  }

  /** Makes it anew on the connection's physical connection of now. */
  final void rebuild() throws Throwable {
    int now = connection.generation;
    Object fresh = make(connection.physical());
    if (fresh instanceof Handle) {
      ((Handle) fresh).dbkeepaliveState(this);
    }
    current = fresh;
    generation = now;
  }

  /** The driver's object on {@code physical}, as this one was. */
  abstract Object make(Connection physical) throws Throwable;

  /** The connection of {@link #current}, which answers only as long as it was not closed. */
  abstract Connection owner() throws SQLException;

  @Override
  protected final boolean isBypassed() {
    return connection.isBypassed();
  }

  @Override
  protected final boolean isQuarantined() {
    return connection.isQuarantined();
  }
}
