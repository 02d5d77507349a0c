package io.dbkeepalive.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.dbkeepalive.connection.probe.LockWait;
import io.dbkeepalive.connection.probe.SocketProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Finds out whether a physical connection is still there. Thread-safe. */
final class Validation {
  /** What a driver may take beyond the time-out that it was given, before it is cut off. */
  private static final long GRACE_MILLIS = 1_000;

  /** With something that would be lost: without us the application's own call would wait. */
  private static final long PATIENCE_MILLIS = 60_000;

  private static final ScheduledThreadPoolExecutor WATCHDOG =
      new ScheduledThreadPoolExecutor(1, Graveyard::digger);

  static {
    WATCHDOG.setRemoveOnCancelPolicy(true);
    WATCHDOG.setKeepAliveTime(10, TimeUnit.SECONDS);
    WATCHDOG.allowCoreThreadTimeOut(true);
  }

  private Validation() {}

  /** Pings, unless another thread is at work there, or what is still to be read would suffer. */
  static boolean survivedIdleness(ManagedConnection connection) {
    boolean busy = !connection.guard.isAlone();
    return busy || connection.wire.isInUse() || !connection.announcePing() || pings(connection);
  }

  /**
   * Pings if the kernel has something for us: the end, or a message that nobody asked for. Of an
   * end too, though it is known: so the driver learns of it, whose own pool may have no other place
   * for the next connection (MariaDB Connector/J).
   */
  static boolean survivedNews(ManagedConnection connection) {
    if (!connection.hasNews() || !connection.announcePing()) {
      return true;
    }
    boolean alive = pings(connection);
    if (alive) {
      connection.probe().pinged();
    }
    return alive;
  }

  /** After the driver has said that it is gone: rows on the wire went with it. */
  static boolean isDead(ManagedConnection connection) {
    try {
      connection.announcePing(); // if others are there, their calls are lost with it, or waited for
      return connection.physical().isClosed()
          || connection.wire.hasOpenStream()
          || !pings(connection);
    } catch (SQLException | RuntimeException e) {
      return true;
    }
  }

  /** The driver's own ping. The caller is in the guard, and has announced it. */
  static boolean pings(ManagedConnection connection) {
    int seconds = connection.dialect().pingSeconds(patienceMillis(connection));
    try {
      boolean alive = inTime(connection, physical -> physical.isValid(seconds));
      if (alive) {
        connection.answered();
      }
      return alive;
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  /** What is asked of the server over a physical connection. */
  interface Question<T> {
    T ask(Connection physical) throws SQLException;
  }

  /** Asks, and cuts the connection off where the answer takes much longer than a ping may. */
  static <T> T inTime(ManagedConnection connection, Question<T> question) throws SQLException {
    return inTime(connection, connection.physical(), connection.probe(), question);
  }

  /** The same over a connection that is not in use yet. */
  static <T> T inTime(
      ManagedConnection connection, Connection physical, SocketProbe socket, Question<T> question)
      throws SQLException {
    CutOff cut = new CutOff(Thread.currentThread(), physical, socket);
    long millis = patienceMillis(connection);
    ScheduledFuture<?> looks =
        WATCHDOG.scheduleWithFixedDelay(cut, millis, GRACE_MILLIS, MILLISECONDS);
    try {
      return question.ask(physical);
    } finally {
      looks.cancel(false);
    }
  }

  /** A server that stands still for a moment must not cost a transaction that it still has. */
  private static long patienceMillis(ManagedConnection connection) {
    long millis = connection.environment.options.pingTimeoutMillis();
    return connection.hasSomethingToLose() ? Math.max(millis, PATIENCE_MILLIS) : millis;
  }

  /**
   * Not while the question waits for a lock of the driver's: somebody else is at work there,
   * perhaps reading results, which no guard sees. Twice in a row, for it may have got the lock just
   * now.
   */
  private static final class CutOff implements Runnable {
    private final Thread asking;
    private final Connection physical;
    private final SocketProbe socket;
    private int seen;

    CutOff(Thread asking, Connection physical, SocketProbe socket) {
      this.asking = asking;
      this.physical = physical;
      this.socket = socket;
    }

    @Override
    public void run() {
      seen = LockWait.isIn(asking) ? 0 : seen + 1;
      if (seen >= 2) {
        socket.closeSocket(); // here: those who close may all be waiting
        Graveyard.end(physical);
      }
    }
  }
}
