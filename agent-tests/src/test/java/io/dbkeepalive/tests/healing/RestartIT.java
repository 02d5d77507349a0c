package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restart of the server under many connections: healed all, but not all at the same time. */
class RestartIT {
  private static final int CONNECTIONS = 200;

  /** The default of reconnect-rate. */
  private static final int MOST_PER_SECOND = 20;

  /**
   * From where the agent lets a connect go to where the proxy sees it: threads that wait for a
   * processor arrive late, and so closer to the next.
   */
  private static final double LATENESS_SECONDS = 0.25;

  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void allAreUsedWhenTheServerIsBack(Pairing pairing) throws Exception {
    try (Crowd crowd = new Crowd(pairing)) {
      pairing.server().restart();
      crowd.useAll();
      crowd.assertHealed("used after the restart");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void allAreUsedWhileTheServerIsAway(Pairing pairing) throws Exception {
    try (Crowd crowd = new Crowd(pairing)) {
      pairing.server().stop();
      crowd.useAll();
      pairing.server().start();
      crowd.assertHealed("used while the server was away");
    }
  }

  /** Connections with a thread each. */
  private static final class Crowd implements AutoCloseable {
    private final Pairing pairing;
    private final TcpProxy proxy;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<Connection> connections = new ArrayList<>();
    private final List<Future<Long>> reads = new ArrayList<>();
    private final AgentLog log;
    private final int opened;
    private long start;

    Crowd(Pairing pairing) throws IOException, SQLException {
      this.pairing = pairing;
      if (pairing.kind() == ServerKind.MYSQL_CONTAINER) {
        pairing.server().asAdmin("SET PERSIST max_connections = 400");
      }
      proxy = new TcpProxy(pairing.server());
      for (int i = 0; i < CONNECTIONS; i++) {
        connections.add(pairing.connect(proxy));
      }
      opened = proxy.connectionsAccepted();
      log = AgentLog.fromNow();
    }

    /** Returns when all have begun to read. */
    void useAll() throws InterruptedException {
      CountDownLatch begun = new CountDownLatch(CONNECTIONS);
      CountDownLatch go = new CountDownLatch(1);
      for (Connection connection : connections) {
        reads.add(
            threads.submit(
                (Callable<Long>)
                    () -> {
                      begun.countDown();
                      go.await();
                      try (Statement statement = connection.createStatement();
                          ResultSet rows = statement.executeQuery("SELECT 1")) {
                        rows.next();
                        assertEquals(1, rows.getInt(1));
                      }
                      return System.nanoTime();
                    }));
      }
      begun.await();
      start = System.nanoTime();
      go.countDown();
    }

    void assertHealed(String how) throws Exception {
      long last = start;
      for (Future<Long> read : reads) {
        last = Math.max(last, read.get(60, TimeUnit.SECONDS)); // an error of any fails here
      }
      List<Long> connects = proxy.acceptTimes().subList(opened, proxy.connectionsAccepted());
      System.out.printf(
          Locale.ROOT,
          "%s, %s: %d connections healed within %.1f s, by %d connects, at most %d within a second"
              + " and %d within five%n",
          pairing,
          how,
          CONNECTIONS,
          (last - start) / 1e9,
          connects.size(),
          mostWithin(1, connects),
          mostWithin(5, connects));
      assertEquals(CONNECTIONS, log.lines("connection-healed").size());
      assertTrue(connects.size() >= CONNECTIONS);
      for (int seconds : new int[] {1, 5}) {
        int most = mostWithin(seconds, connects);
        double bound = MOST_PER_SECOND * (seconds + LATENESS_SECONDS) + 1;
        assertTrue(most <= bound, () -> most + " connects within seconds " + seconds);
      }
    }

    private static int mostWithin(int seconds, List<Long> times) {
      int most = 0;
      for (int first = 0, after = 0; first < times.size(); first++) {
        while (after < times.size()
            && times.get(after) - times.get(first) < TimeUnit.SECONDS.toNanos(seconds)) {
          after++;
        }
        most = Math.max(most, after - first);
      }
      return most;
    }

    @Override
    public void close() throws SQLException, IOException {
      threads.shutdownNow();
      pairing.server(); // running again, whatever became of the test
      for (Connection connection : connections) {
        connection.close();
      }
      proxy.close();
    }
  }
}
