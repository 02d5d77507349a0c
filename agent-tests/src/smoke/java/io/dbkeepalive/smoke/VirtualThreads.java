package io.dbkeepalive.smoke;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Heals connections that virtual threads use, on Java 21 or later. */
public final class VirtualThreads {
  private static final int THREADS = 8;

  private VirtualThreads() {}

  /**
   * Runs once on platform threads and lets a single virtual one wait for its answer, so that all
   * classes of the driver and the JDK are initialized, also those by which a virtual thread waits:
   * who needs them while another initializes them is pinned, and not by us. Then runs on virtual
   * threads, then pins one on purpose.
   *
   * @param arguments the JDBC URL, the user and the password
   */
  public static void main(String[] arguments) throws Exception {
    Healing.Opener opener =
        () -> DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
    healAll(opener, false);
    try (Connection connection = opener.open()) {
      start(() -> ask(connection, "SELECT 1 FROM pg_sleep(0.1)"), true).join();
    }
    healAll(opener, true);
    start(Pinned::touch, true).join();
  }

  private static void healAll(Healing.Opener opener, boolean virtual) throws Exception {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Connection connection = opener.open();
      connections.add(connection);
      Session.of(connection, opener).kill();
    }
    List<Thread> threads = new ArrayList<>();
    for (Connection connection : connections) {
      threads.add(start(() -> ask(connection, "SELECT 1"), virtual));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void ask(Connection connection, String query) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      System.out.println("answer " + rows.getInt(1));
    } catch (SQLException e) {
      System.out.println("not healed: " + e);
    }
  }

  /** By reflection, since this is compiled for Java 8. */
  private static Thread start(Runnable task, boolean virtual) throws Exception {
    if (virtual) {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  /** Waits in its initializer, where no virtual thread can be taken off its carrier. */
  private static final class Pinned {
    static {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    static void touch() {}
  }
}
