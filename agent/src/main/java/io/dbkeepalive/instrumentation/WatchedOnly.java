package io.dbkeepalive.instrumentation;

import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.StateSource;
import io.dbkeepalive.telemetry.state.WatchedConnection;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Connections of drivers that were in use before the agent came, from their next use on. Nothing is
 * done for them: this is only to say that they are there. Keeps none of them alive. Thread-safe.
 */
final class WatchedOnly implements StateSource {
  private static final int MOST = 10_000;

  private final ConcurrentMap<Key, Seen> connections = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** The application, or its pool, calls a method of it. */
  void used(Object connection) {
    long now = System.nanoTime();
    Seen known = connections.get(new Key(connection, null));
    if (known != null) {
      known.usedAt = now;
    } else if (connections.size() < MOST) {
      Seen fresh = new Seen(now);
      // first of all: asking for its name may call what leads here
      if (connections.putIfAbsent(new Key(connection, gone), fresh) == null) {
        fresh.database = nameOf((Connection) connection);
      }
    }
  }

  void ended(Object connection) {
    connections.remove(new Key(connection, null));
  }

  /** Drivers know their URL without asking anybody. */
  private static String nameOf(Connection connection) {
    try {
      return DatabaseName.of(connection.getMetaData().getURL());
    } catch (SQLException | RuntimeException | LinkageError e) {
      return DatabaseName.of(null);
    }
  }

  @Override
  public void tell(Function<String, DatabaseState.Builder> databases) {
    for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
      connections.remove(dead);
    }
    long now = System.nanoTime();
    for (Seen each : connections.values()) {
      String database = each.database;
      if (database != null) {
        databases
            .apply(database)
            .watchedOnly(new WatchedConnection(now - each.seenAt, now - each.usedAt));
      }
    }
  }

  private static final class Seen {
    final long seenAt;
    volatile long usedAt;

    /** Null until it was asked. */
    volatile String database;

    Seen(long now) {
      this.seenAt = now;
      this.usedAt = now;
    }
  }

  /** By identity: drivers and pools may have an {@code equals} of their own. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object connection, ReferenceQueue<Object> queue) {
      super(connection, queue);
      this.hash = System.identityHashCode(connection);
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object own = get();
      return own != null && other instanceof Key && ((Key) other).get() == own;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
