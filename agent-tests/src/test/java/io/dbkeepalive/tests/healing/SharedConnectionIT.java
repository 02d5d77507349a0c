package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several threads at work when their sessions are ended, again and again. */
class SharedConnectionIT {
  private static final int THREADS = 4;
  private static final int LOSSES = 3;
  private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(20);

  /** In mid-air: all of them only read. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("sparingOtherThreads")
  void readersOfOneConnection(Pairing pairing) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    try (Connection connection = pairing.connect()) {
      Callable<Void> reader =
          () -> {
            try (PreparedStatement query =
                connection.prepareStatement("SELECT CAST(? AS DECIMAL(9,0)) + 1")) {
              while (!over.get()) {
                int n = (int) (reads.incrementAndGet() % 1_000_000);
                query.setInt(1, n);
                try (ResultSet rows = query.executeQuery()) {
                  assertTrue(rows.next());
                  assertEquals(n + 1, rows.getInt(1));
                }
              }
            }
            return null;
          };
      whileRunning(
          over,
          reader,
          () -> {
            for (int i = 0; i < LOSSES; i++) {
              awaitProgress(reads);
              pairing.server().sessions().forEach(pairing.server()::killNow);
            }
            awaitProgress(reads);
          });
      assertTrue(connection.isValid(5));
    }
  }

  /**
   * All but Connector/J and H2, which on a loss that one thread meets close the results that others
   * have already got and still read.
   */
  static Stream<Pairing> sparingOtherThreads() {
    return Pairings.all()
        .filter(
            pairing ->
                pairing.driver() != JdbcDriver.CONNECTOR_J && pairing.driver() != JdbcDriver.H2);
  }

  /** Between their errands; each begins with a read and then writes, as most do. */
  @ForEachPairing
  void customersOfOnePool(Pairing pairing) throws Exception {
    Sql.table(pairing, "sold", " (id INT PRIMARY KEY)");
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong sold = new AtomicLong();
    QuietPoint quiet = new QuietPoint();
    try (Pool pool = new Pool(pairing, pairing.server().url(pairing.driver()), THREADS)) {
      Callable<Void> customer =
          () -> {
            while (!over.get()) {
              quiet.work(() -> sell(pool, sold));
            }
            return null;
          };
      whileRunning(
          over,
          customer,
          () -> {
            for (int i = 0; i < LOSSES; i++) {
              awaitProgress(sold);
              quiet.disturb(pairing.server()::killAll);
            }
            awaitProgress(sold);
          });
      pool.assertUndisturbed();
    }
    assertEquals(sold.get(), Sql.ids(pairing, "sold").size());
  }

  private static Void sell(Pool pool, AtomicLong sold) throws SQLException {
    try (Connection connection = pool.borrow()) {
      Sql.column(connection, "SELECT COUNT(*) FROM sold");
      connection.setAutoCommit(false);
      Sql.execute(connection, "INSERT INTO sold VALUES (" + sold.incrementAndGet() + ")");
      connection.commit();
      connection.setAutoCommit(true);
    }
    return null;
  }

  private static void whileRunning(AtomicBoolean over, Callable<Void> work, Runnable disturbances)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(work));
      }
      try {
        disturbances.run();
      } finally {
        over.set(true);
      }
      for (Future<Void> each : running) {
        each.get(30, TimeUnit.SECONDS); // fails with what its thread has met
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitProgress(AtomicLong count) {
    long target = count.get() + 10L * THREADS;
    Await.until("progress of the threads", PROGRESS_TIMEOUT, () -> count.get() >= target);
  }
}
