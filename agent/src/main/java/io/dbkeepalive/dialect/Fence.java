package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the session of a lost connection at its server, so that what is run again does not meet its
 * predecessor.
 *
 * <p>An id alone names nobody: after a failover, a restart or behind a balancer it is somebody
 * else's. A session is ended only if the server's own list shows our new session with the port that
 * our new socket has here, so that nothing in between translates, and the lost id with the port of
 * the lost socket, of the same user, from the same address; PostgreSQL, which gives ids again, must
 * also show the same age.
 *
 * <p>A session that is not in the list may be gone, or may go on at another server: an address does
 * not tell servers apart, and what a server is called was not asked while it could be. So nothing
 * is proven by that. Stateless.
 */
public final class Fence {
  private static final long MOST_WAIT = TimeUnit.SECONDS.toNanos(5);
  private static final long AGE_TOLERANCE = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private Fence() {}

  /**
   * Ends the lost session and waits until the server has forgotten it: it has undone what was not
   * committed and released its locks by then. What it committed before stays.
   *
   * @param fresh over which the server is asked, of the same user; nothing of the application ran
   *     in it. Its auto-commit mode is the same afterwards; if that fails, it is closed
   * @param ours the session of {@code fresh}; may be null
   * @param lost may be null
   * @param deadline by {@code System.nanoTime}: until when to wait, at most five seconds. If it has
   *     passed, the session is ended without waiting
   * @return whether it is proven that the lost session is gone. Where it is not, no session was
   *     touched, but for a lost one that takes longer to end. Never throws
   */
  public static boolean end(
      Connection fresh, ServerSession ours, ServerSession lost, long deadline) {
    if (ours == null || lost == null || ours.table != lost.table || ours.id == lost.id) {
      return false;
    }
    try {
      return AutoCommitted.ask(fresh, statement -> end(statement, ours, lost, deadline));
    } catch (SQLException | RuntimeException e) {
      return false; // the server does not know such a list, or the new connection is lost as well
    }
  }

  private static boolean end(
      Statement statement, ServerSession ours, ServerSession lost, long deadline)
      throws SQLException {
    long start = System.nanoTime();
    if (!isListed(statement, ours, lost)) {
      return false;
    }
    statement.execute(lost.table.end(lost.id));
    long end = start + Math.min(deadline - start, MOST_WAIT);
    while (end - System.nanoTime() > 0) {
      Map<Long, SessionTable.Row> rows = lost.table.read(statement, ours.id, lost.id);
      if (rows.containsKey(ours.id) && !rows.containsKey(lost.id)) {
        return true;
      }
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE);
    }
    return false;
  }

  private static boolean isListed(Statement statement, ServerSession ours, ServerSession lost)
      throws SQLException {
    Map<Long, SessionTable.Row> rows = lost.table.read(statement, ours.id, lost.id);
    return isSame(rows.get(ours.id), rows.get(lost.id), ours, lost, System.nanoTime());
  }

  /**
   * Whether these rows of the server's list are our two sessions.
   *
   * @param mine null if it is not in the list
   * @param old null if it is not in the list
   */
  static boolean isSame(
      SessionTable.Row mine,
      SessionTable.Row old,
      ServerSession ours,
      ServerSession lost,
      long now) {
    return mine != null
        && old != null
        && mine.port == ours.port
        && old.port == lost.port
        && mine.client != null
        && mine.client.equals(old.client)
        && isOfAge(mine, now - ours.openedNanos)
        && isOfAge(old, now - lost.openedNanos);
  }

  private static boolean isOfAge(SessionTable.Row row, long age) {
    return row.age == SessionTable.Row.AGELESS || Math.abs(row.age - age) <= AGE_TOLERANCE;
  }
}
