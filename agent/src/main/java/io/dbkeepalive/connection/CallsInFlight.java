package io.dbkeepalive.connection;

import io.dbkeepalive.connection.stall.CalledConnection;
import io.dbkeepalive.dialect.KnownSession;
import io.dbkeepalive.dialect.ServerRun;
import io.dbkeepalive.dialect.ServerSession;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is done about calls that get no answer. Called by threads of the agent's own; thread-safe.
 */
final class CallsInFlight implements CalledConnection {
  /** So soon after an answer nobody else sends: what the last statement left may be asked for. */
  private static final long ASK_AFTER = TimeUnit.MILLISECONDS.toNanos(200);

  private final ManagedConnection connection;

  CallsInFlight(ManagedConnection connection) {
    this.connection = connection;
  }

  @Override
  public long id() {
    return connection.id();
  }

  @Override
  public String database() {
    return connection.database();
  }

  @Override
  public Object group() {
    return Arrays.asList(connection.databaseKey(), connection.asWhom());
  }

  @Override
  public boolean isClosed() {
    return connection.isClosed();
  }

  /** Not those that wait for healing, which has a deadline of its own. */
  @Override
  public Thread caller(Thread before) {
    if (connection.isLost()) {
      return null;
    }
    return before != null && connection.guard.isHeldBy(before) ? before : connection.guard.anyone();
  }

  @Override
  public long lastAnswer() {
    return connection.lastAnswer();
  }

  @Override
  public int generation() {
    return connection.generation;
  }

  @Override
  public boolean wantsServer() {
    PhysicalConnection known = connection.known();
    return known.server != null
        && !known.behindProxy
        && !known.isRunAsked()
        && System.nanoTime() - connection.lastAnswer() >= ASK_AFTER;
  }

  /** Outside of transactions. */
  @Override
  public void askServer() {
    if (!wantsServer() || connection.session.work() != TransactionWork.NOTHING) {
      return;
    }
    PhysicalConnection known = connection.known();
    ServerRun[] run = new ServerRun[1];
    try {
      if (connection.upkeep.ask(physical -> run[0] = ServerRun.ask(known.server, physical))) {
        known.runIs(run[0]);
      }
    } catch (SQLException | RuntimeException e) {
      known.runIs(null);
    }
    if (run[0] != null) {
      ConnectionEvents.sessionKnown(id(), database());
    }
  }

  @Override
  public Answer inquire(Collection<CalledConnection> all, Runnable connecting) throws Exception {
    Map<CalledConnection, KnownSession> asked = new IdentityHashMap<>();
    for (CalledConnection each : all) {
      KnownSession session = ((CallsInFlight) each).connection.known().session();
      if (session != null) {
        asked.put(each, session);
      }
    }
    List<KnownSession> gone = goneOf(new ArrayList<>(asked.values()), connecting);
    return each -> asked.containsKey(each) && gone.contains(asked.get(each));
  }

  private List<KnownSession> goneOf(List<KnownSession> asked, Runnable connecting)
      throws Exception {
    Connection side = connection.environment.recovery.openAside(connection.healing, connecting);
    try {
      ServerSession ours = PhysicalConnection.of(side, connection.url()).server;
      return KnownSession.gone(side, ours, asked);
    } finally {
      Graveyard.end(side);
    }
  }

  @Override
  public void abort(int generation) {
    connection.abortUnderCalls(generation);
  }
}
