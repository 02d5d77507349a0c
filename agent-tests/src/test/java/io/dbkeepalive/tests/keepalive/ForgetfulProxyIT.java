package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A firewall that forgets idle connections, and tells nobody: the first loss teaches enough. */
@Tag("keepalive")
@ResourceLock("the log of the agent of this JVM")
class ForgetfulProxyIT {
  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final Duration BEYOND = Duration.ofSeconds(6);
  private static final Duration AFTERWARDS = Duration.ofSeconds(60);

  private static final List<Pairing> PAIRINGS = Pairings.ofEachServer().toList();

  @Test
  void noFurtherLossAfterTheFirst() throws Exception {
    List<Line> lines = new ArrayList<>();
    try {
      for (Pairing pairing : PAIRINGS) {
        lines.add(new Line(pairing));
      }
      for (Line line : lines) {
        line.begin();
      }
      Thread.sleep(BEYOND.toMillis()); // idleness itself is the event
      AgentLog log = AgentLog.fromNow();
      // at the same time: each waits for its ping to time out
      List<CompletableFuture<Void>> losses =
          lines.stream().map(line -> CompletableFuture.runAsync(line::firstLoss)).toList();
      losses.forEach(CompletableFuture::join);
      assertEquals(PAIRINGS.size(), log.lines("connection-healed").size());
      assertEquals(PAIRINGS.size(), log.lines("idle-death").size());
      log = AgentLog.fromNow();
      for (Line line : lines) {
        line.remember();
      }
      Thread.sleep(AFTERWARDS.toMillis());
      for (Line line : lines) {
        line.assertNoFurtherLoss();
      }
      assertEquals(List.of(), log.lines("connection-healed"));
      assertEquals(List.of(), log.lines("agent-error"));
    } finally {
      for (Line line : lines) {
        line.close();
      }
    }
  }

  private static final class Line implements AutoCloseable {
    private final Pairing pairing;
    private final TcpProxy proxy;
    private final Connection connection;
    private long session;
    private int forgotten;

    Line(Pairing pairing) throws Exception {
      this.pairing = pairing;
      proxy = new TcpProxy(pairing.server());
      connection = pairing.connect(proxy);
    }

    void begin() throws Exception {
      Sql.column(connection, "SELECT 1");
      proxy.forgetIdleFor(LIMIT);
    }

    void firstLoss() {
      try {
        assertEquals(List.of("1"), Sql.column(connection, "SELECT 1"), pairing::toString);
      } catch (SQLException e) {
        throw new AssertionError(pairing + " was told", e);
      }
    }

    void remember() throws Exception {
      session = pairing.server().sessionOf(connection);
      forgotten = proxy.usedForgotten();
      assertTrue(forgotten >= 1, "the proxy forgot nothing");
    }

    void assertNoFurtherLoss() throws Exception {
      assertEquals(session, pairing.server().sessionOf(connection), pairing::toString);
      assertEquals(forgotten, proxy.usedForgotten(), pairing::toString);
    }

    @Override
    public void close() throws Exception {
      connection.close();
      proxy.close();
    }
  }
}
