package io.dbkeepalive.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Finds out whether a physical connection is still there. Thread-safe. */
final class Validation {
  /** What a driver may take beyond the time-out that it was given, before it is cut off. */
  private static final long GRACE_MILLIS = 1_000;

  private static final ScheduledThreadPoolExecutor WATCHDOG =
      new ScheduledThreadPoolExecutor(1, Graveyard.Digger::new);

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

  /** Pings if the kernel has something for us: the end, or a message that nobody asked for. */
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

  /**
   * The driver's own ping; it is cut off where the driver does not keep to the time-out. The caller
   * is in the guard, and has announced it.
   */
  static boolean pings(ManagedConnection connection) {
    Connection physical = connection.physical();
    Thread pinging = Thread.currentThread();
    long millis = connection.environment.options.pingTimeoutMillis();
    ScheduledFuture<?> cut =
        WATCHDOG.scheduleWithFixedDelay(
            () -> cut(pinging, physical), millis + GRACE_MILLIS, GRACE_MILLIS, MILLISECONDS);
    try {
      boolean alive = physical.isValid((int) Math.max(1, (millis + 999) / 1_000));
      if (alive) {
        connection.answered();
      }
      return alive;
    } catch (SQLException | RuntimeException e) {
      return false;
    } finally {
      cut.cancel(false);
    }
  }

  /**
   * Not while the ping waits for a lock of the driver's: somebody else is at work there, perhaps
   * reading results, which no guard sees.
   */
  private static void cut(Thread pinging, Connection physical) {
    if (!LockWait.isIn(pinging)) {
      Graveyard.endNow(physical);
    }
  }
}
