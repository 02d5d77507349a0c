package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A session, and the server that has it: asked for over the session itself, while it was well. Only
 * so is it a proof that the session is gone if that server does not list it. Immutable.
 */
public final class KnownSession {
  private static final long TOLERANCE = 2_000_000_000;

  private final ServerSession session;
  private final ServerRun server;

  public KnownSession(ServerSession session, ServerRun server) {
    this.session = session;
    this.server = server;
  }

  /**
   * Asks a server which of some sessions it does not have any more. None is said to be gone where
   * the new connection is not seen to lead to the server of the session, with nothing in between
   * that translates.
   *
   * @param side over which the server is asked, of the same user as the sessions: all that a user
   *     sees of a server are his own. Nothing else ran in it
   * @param ours the session of {@code side}; may be null
   * @return those of {@code asked} that are proven to be gone
   * @throws SQLException the driver's: the server could not be asked
   */
  public static List<KnownSession> gone(
      Connection side, ServerSession ours, Collection<KnownSession> asked) throws SQLException {
    if (ours == null || asked.isEmpty()) {
      return Collections.emptyList();
    }
    List<KnownSession> gone = new ArrayList<>();
    AutoCommitted.ask(side, statement -> find(statement, ours, asked, gone));
    return gone;
  }

  private static boolean find(
      Statement statement,
      ServerSession ours,
      Collection<KnownSession> asked,
      Collection<KnownSession> gone)
      throws SQLException {
    ServerRun run = ServerRun.ask(ours, statement.getConnection());
    Map<Long, SessionTable.Row> rows = ours.table.read(statement, ids(ours, asked));
    SessionTable.Row mine = rows.get(ours.id);
    if (run == null || mine == null || mine.client == null || mine.port != ours.port) {
      return false;
    }
    long now = System.nanoTime();
    for (KnownSession each : asked) {
      if (run.isSameServer(each.server) && each.isGone(rows, run, now)) {
        gone.add(each);
      }
    }
    return true;
  }

  private static long[] ids(ServerSession ours, Collection<KnownSession> asked) {
    long[] ids = new long[asked.size() + 1];
    int at = 0;
    ids[at++] = ours.id;
    for (KnownSession each : asked) {
      ids[at++] = each.session.id;
    }
    return ids;
  }

  /** Another one may have its number by now, which only its age, or the server's, tells. */
  boolean isGone(Map<Long, SessionTable.Row> rows, ServerRun run, long now) {
    SessionTable.Row row = rows.get(session.id);
    return row == null
        || run.hasStartedSince(session.openedNanos, TOLERANCE)
        || row.age != SessionTable.Row.AGELESS && row.age < now - session.openedNanos - TOLERANCE;
  }
}
