package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a connection ends while the application waits or reads, the application notices nothing.
 */
class HealingIT {
  private static final Duration DOWN_TIME = Duration.ofMillis(800);

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void idleForLongerThanTheServerAllows(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    server.killAll();
    server.idleTimeout(Duration.ofSeconds(1));
    try (Application application = new Application(pairing, server.url(pairing.driver()))) {
      Await.until(
          "the end of all sessions", Duration.ofSeconds(20), () -> server.sessions().isEmpty());
      Loss.beIdle();
      application.assertUndisturbed();
    } finally {
      server.idleTimeout(Duration.ofHours(1));
    }
  }

  @ForEachPairing
  void killedWhileIdle(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    try (Application application = new Application(pairing, server.url(pairing.driver()))) {
      AgentLog log = AgentLog.fromNow();
      server.killAll();
      Loss.beIdle();
      application.assertUndisturbed();
      assertEquals(1 + Application.POOL_SIZE, log.lines("connection-healed").size());
      assertEquals(List.of(), log.lines("call-refused"));
    }
  }

  @ForEachPairing
  void restartedServer(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    try (Application application = new Application(pairing, server.url(pairing.driver()))) {
      server.stop();
      long start = System.nanoTime();
      CompletableFuture<Void> up = CompletableFuture.runAsync(() -> startLater(server));
      application.lone.assertReads();
      assertTrue(
          System.nanoTime() - start >= DOWN_TIME.toNanos(), "it did not wait for the server");
      up.get(60, TimeUnit.SECONDS);
      application.assertUndisturbed();
    }
  }

  private static void startLater(DatabaseServer server) {
    try {
      TimeUnit.MILLISECONDS.sleep(DOWN_TIME.toMillis());
      server.start();
    } catch (InterruptedException | IOException e) {
      throw new AssertionError("the server does not start again", e);
    }
  }

  @ForEachPairing
  void closedByTheNetworkWhileIdle(Pairing pairing) throws SQLException, IOException {
    cutWhileIdle(pairing, Cut.FIN);
  }

  @ForEachPairing
  void resetByTheNetworkWhileIdle(Pairing pairing) throws SQLException, IOException {
    cutWhileIdle(pairing, Cut.RST);
  }

  private static void cutWhileIdle(Pairing pairing, Cut cut) throws SQLException, IOException {
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Application application =
            new Application(pairing, pairing.driver().url(proxy.host(), proxy.port()))) {
      int accepted = proxy.connectionsAccepted();
      assertEquals(1 + Application.POOL_SIZE, proxy.connectionsOpen());
      proxy.cutAll(cut);
      Loss.beIdle();
      application.assertUndisturbed();
      assertEquals(accepted + 1 + Application.POOL_SIZE, proxy.connectionsAccepted());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whereKillIsNoCancel")
  void killedWhileReading(Pairing pairing) throws Exception {
    DatabaseServer server = pairing.server();
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      SlowRead read = SlowRead.prepare(pairing);
      long session = server.sessionOf(connection);
      AgentLog log = AgentLog.fromNow();
      CompletableFuture<List<String>> answer =
          CompletableFuture.supplyAsync(() -> read.run(statement));
      server.awaitStatement(session, read.mark());
      server.killNow(session);
      assertEquals(read.answer(), answer.get(30, TimeUnit.SECONDS));
      assertEquals(1, log.lines("connection-healed").size(), "the read ended before it was killed");
    }
  }

  /** H2 may tell a statement of a session that it ends that it was cancelled, which is no loss. */
  static Stream<Pairing> whereKillIsNoCancel() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /**
   * Without waiting for idleness: a read may be sent to the dead session, and again to the next.
   */
  @ForEachPairing
  void killedJustBeforeReading(Pairing pairing) throws SQLException {
    Sql.table(pairing, "just_before", " (id INT PRIMARY KEY)");
    try (Handles handles = new Handles(pairing, pairing.connect(), "just_before")) {
      Loss loss = Loss.kill(pairing, handles.connection());
      handles.assertReads();
      handles.use();
      loss.assertHealed();
    }
  }
}
