package io.dbkeepalive.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What may be using the wire of a physical connection besides the calls that are in the guard: rows
 * that the application has not read yet, and what the driver does behind JDBC.
 *
 * <p>Written inside the guard, volatile for calls that have joined, and for the pinger.
 */
final class Wire {
  private static final AtomicReferenceFieldUpdater<Wire, ResultSet> STREAM =
      AtomicReferenceFieldUpdater.newUpdater(Wire.class, ResultSet.class, "stream");

  /** Whose rows may still be on the wire; null if nobody's. */
  private volatile ManagedStatement streaming;

  /** Those rows; null if there may be others, which the application did not ask for yet. */
  private volatile ResultSet stream;

  /** A copy, or replication, may be going on. */
  private volatile boolean usedBehindJdbc;

  /**
   * What an execution came to: rows that may stay on the wire until the application asks for them.
   *
   * @param rows null if the application asks for them by another call, or there may be more
   */
  void noteResults(ManagedStatement statement, boolean mayStream, ResultSet rows) {
    if (mayStream) {
      if (streaming != statement) { // a volatile write costs more than a read
        streaming = statement;
      }
      STREAM.lazySet(this, rows); // whoever looks is in the guard, which the caller leaves after
    } else if (streaming == statement) {
      streaming = null;
      stream = null;
    }
  }

  void useBehindJdbc() {
    usedBehindJdbc = true;
  }

  /** Another physical connection has taken over. */
  void replaced() {
    streaming = null;
    stream = null;
    usedBehindJdbc = false;
  }

  /** Whether what comes over the wire may be somebody else's than a ping's. */
  boolean isInUse() {
    return usedBehindJdbc || hasOpenStream();
  }

  /** Whether a ping now could disturb rows that the application has not read yet. */
  boolean hasOpenStream() {
    ManagedStatement statement = streaming;
    if (statement == null || statement.isStale()) {
      return false;
    }
    ResultSet open = stream;
    try { // a driver may keep rows open over the end of their statement
      return open == null ? !statement.isClosed() : !open.isClosed();
    } catch (SQLException | RuntimeException e) {
      return true; // cannot tell: leave it alone
    }
  }
}
