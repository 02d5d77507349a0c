package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Servers that end sessions after three seconds of idleness, and applications that do nothing for a
 * minute: with all options at their defaults, every one of them keeps its session.
 */
@Tag("keepalive")
@Isolated("it sets limits of the servers")
class SameSessionIT {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int POOL_SIZE = 3;

  /** As servers come. */
  private static final Duration USUAL_LIMIT = Duration.ofHours(8);

  private static final List<Pairing> PAIRINGS = Pairings.ofEachServer().toList();

  private final List<Idler> idlers = new ArrayList<>();

  @AfterEach
  void restoreLimits() throws SQLException, IOException {
    for (Idler idler : idlers) {
      idler.close();
      idler.pairing.server().idleTimeout(USUAL_LIMIT);
    }
  }

  @Test
  void outlivesTheServersLimit() throws Exception {
    AgentLog log = AgentLog.fromNow();
    for (Pairing pairing : PAIRINGS) {
      pairing.server().idleTimeout(LIMIT);
      idlers.add(new Idler(pairing));
    }
    Thread.sleep(IDLE.toMillis()); // idleness itself is the event
    for (Idler idler : idlers) {
      idler.assertShownInJmx();
    }
    for (Idler idler : idlers) {
      idler.assertSameSessions();
    }
    assertEquals(List.of(), log.lines("connection-healed"));
    assertEquals(List.of(), log.lines("ping-failed"));
    assertEquals(List.of(), log.lines("agent-error"));
  }

  /** A lone connection, one in a transaction, and a pool. */
  private static final class Idler implements AutoCloseable {
    final Pairing pairing;
    private final TcpProxy proxy;
    private final String url;
    private final Connection lone;
    private final Connection inTransaction;
    private final HikariDataSource pool;
    private final long loneSession;
    private final long transactionSession;
    private final Set<Long> pooledSessions;

    Idler(Pairing pairing) throws SQLException, IOException {
      this.pairing = pairing;
      // a database of its own to the agent, which has asked the others for their limits before
      proxy = new TcpProxy(pairing.server());
      url = pairing.driver().url(proxy.host(), proxy.port());
      Sql.table(pairing, "idle", " (id INT)");
      inTransaction = connect();
      inTransaction.setAutoCommit(false);
      Sql.execute(inTransaction, "INSERT INTO idle VALUES (1)");
      transactionSession = pairing.server().sessionOf(inTransaction);
      lone = connect();
      loneSession = pairing.server().sessionOf(lone);
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setUsername(pairing.server().user());
      config.setPassword(pairing.server().password());
      config.setMaximumPoolSize(POOL_SIZE);
      pool = new HikariDataSource(config);
      Await.until(
          "a full pool",
          Duration.ofSeconds(20),
          () -> pool.getHikariPoolMXBean().getIdleConnections() == POOL_SIZE);
      pooledSessions = pooledSessions();
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(url, pairing.server().user(), pairing.server().password());
    }

    private Set<Long> pooledSessions() throws SQLException {
      List<Connection> borrowed = new ArrayList<>();
      Set<Long> sessions = new TreeSet<>();
      for (int i = 0; i < POOL_SIZE; i++) {
        Connection connection = pool.getConnection();
        borrowed.add(connection);
        sessions.add(pairing.server().sessionOf(connection));
      }
      for (Connection connection : borrowed) {
        connection.close();
      }
      return sessions;
    }

    void assertShownInJmx() throws JMException {
      String database = url.replaceAll("^jdbc:|\\?.*", "");
      ObjectName name =
          new ObjectName("io.dbkeepalive:type=Database,name=" + ObjectName.quote(database));
      assertEquals(POOL_SIZE + 2, shown(name, "Connections"), url);
      Await.until("pings in time on " + url, LIMIT, () -> shown(name, "PingCoverage").equals(1.0));
      assertEquals(LIMIT.toSeconds() / 2.0, shown(name, "PingIntervalSeconds"), url);
      double idle = (Double) shown(name, "LongestIdleSeconds");
      assertTrue(idle < LIMIT.toSeconds(), url + " idle for " + idle + " s");
      long pings = (Long) shown(name, "PingsAnswered");
      assertTrue(pings >= (POOL_SIZE + 2) * IDLE.toSeconds() / 2, url + " pings: " + pings);
    }

    private static Object shown(ObjectName bean, String attribute) {
      try {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(bean, attribute);
      } catch (JMException e) {
        throw new IllegalStateException(bean + " does not show " + attribute, e);
      }
    }

    void assertSameSessions() throws SQLException {
      assertEquals(
          transactionSession, pairing.server().sessionOf(inTransaction), pairing::toString);
      assertEquals(List.of("1"), Sql.column(inTransaction, "SELECT id FROM idle"));
      inTransaction.commit();
      assertEquals(List.of("1"), Sql.ids(pairing, "idle"));
      assertEquals(loneSession, pairing.server().sessionOf(lone), pairing::toString);
      assertEquals(pooledSessions, pooledSessions(), pairing::toString);
    }

    @Override
    public void close() throws SQLException, IOException {
      pool.close();
      lone.close();
      inTransaction.close();
      proxy.close();
    }
  }
}
