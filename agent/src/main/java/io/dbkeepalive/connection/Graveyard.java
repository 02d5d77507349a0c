package io.dbkeepalive.connection;

import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends physical connections that were replaced, in a thread of its own: a driver may wait for its
 * own locks there, or for a network that is gone. Thread-safe.
 */
final class Graveyard {
  private static final ThreadPoolExecutor DIGGERS =
      new ThreadPoolExecutor(
          2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>(), Graveyard::digger);

  static {
    DIGGERS.allowCoreThreadTimeOut(true);
  }

  private static final ScheduledThreadPoolExecutor LATER =
      new ScheduledThreadPoolExecutor(1, Graveyard::digger);

  static {
    LATER.setKeepAliveTime(10, TimeUnit.SECONDS);
    LATER.allowCoreThreadTimeOut(true);
  }

  private Graveyard() {}

  /** Returns at once. */
  static void end(Connection dead) {
    DIGGERS.execute(() -> endNow(dead));
  }

  /**
   * Returns at once. The socket goes first, for while another thread reads from it, a driver's
   * close may wait for just that (MariaDB Connector/J, StandardClient.closeSocket, reads itself).
   */
  static void endUnderCalls(Connection dead, SocketProbe probe) {
    DIGGERS.execute(
        () -> {
          probe.closeSocket();
          endNow(dead);
        });
  }

  /** In a minute, for what is still being read from it. */
  static void endLater(Connection old) {
    LATER.schedule(() -> end(old), 1, TimeUnit.MINUTES);
  }

  /**
   * Waits until it is done, or a second: whoever asks wants to call the dead.
   *
   * @param dead null: there is nothing left to end
   */
  static boolean endAndWait(Connection dead) {
    if (dead == null) {
      return true;
    }
    boolean interrupted = Thread.interrupted(); // the application's, and none of this wait
    try {
      DIGGERS.submit(() -> endNow(dead)).get(1, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * {@code abort}, for it neither sends nor touches result sets that were read to the end on the
   * client; {@code close} where a driver has none.
   */
  static void endNow(Connection dead) {
    if (closesClient(dead)) {
      return;
    }
    try {
      dead.abort(Runnable::run);
      if (!dead.isClosed()) {
        dead.close(); // H2's abort does nothing
      }
    } catch (SQLException | RuntimeException | AbstractMethodError noAbort) {
      try {
        dead.close();
      } catch (SQLException | RuntimeException e) {
        // it is gone already: what we wanted
      }
    }
  }

  /**
   * MariaDB Connector/J, StandardClient.abort: while somebody holds the driver's lock it opens
   * another connection and kills the session by its id, which by then may be a stranger's at
   * another server. The close of its client does not wait for that lock, and kills nobody; that of
   * the connection would give it back to the driver's own pool.
   */
  private static boolean closesClient(Connection dead) {
    if (!dead.getClass().getName().equals("org.mariadb.jdbc.Connection")) {
      return false;
    }
    try {
      Method client = dead.getClass().getMethod("getClient");
      client.getReturnType().getMethod("close").invoke(client.invoke(dead));
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  /** Whether a call must reach the replaced object itself, not the one that took its place. */
  static boolean isWorkOf(Thread thread) {
    return thread instanceof Digger;
  }

  static Thread digger(Runnable work) {
    return Rounds.daemon(() -> new Digger(work));
  }

  private static final class Digger extends Thread {
    Digger(Runnable work) {
      super(work, "dbkeepalive-closer");
    }
  }
}
