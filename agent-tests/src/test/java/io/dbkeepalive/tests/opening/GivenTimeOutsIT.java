package io.dbkeepalive.tests.opening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's time-outs end what takes too long; where the application has its own, those do. */
class GivenTimeOutsIT {
  /** Generous: a machine that is busy must not fail a test. */
  private static final long SOON = 5_000;

  static Stream<Pairing> withNetworkTimeout() {
    return Pairings.ofEachDriver().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /** MariaDB's driver leaves query time-outs to the server, and MySQL knows none of that kind. */
  static Stream<Pairing> withQueryTimeout() {
    return withNetworkTimeout().filter(pairing -> !isMariaDbsDriverOnMySql(pairing));
  }

  private static boolean isMariaDbsDriverOnMySql(Pairing pairing) {
    return pairing.driver() == JdbcDriver.MARIADB_CONNECTOR_J
        && pairing.kind() == ServerKind.MYSQL_CONTAINER;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withNetworkTimeout")
  void readTimeout(Pairing pairing) throws IOException {
    try (Program program = new Program("read-timeout=1s", url(pairing), pairing)) {
      int refused = 0;
      for (String name : List.of("driver", "source")) {
        program.open(name);
        for (int i = 0; i < 2; i++) { // over the application's connection, and one of the agent's
          program.run("ask " + name + " " + sleep(pairing, 10));
          assertTrue(program.outcome(name).startsWith("refused "), program::text);
          assertTrue(program.millis(name) < SOON, program::text);
          List<String> refusals = program.events("call-refused", ++refused);
          assertTrue(refusals.get(refused - 1).contains("reason=timed-out"), program::text);
          program.run("ask " + name + " SELECT 1");
          assertTrue(program.outcome(name).startsWith("asked "), program::text);
        }
      }
      assertEquals(List.of(), program.events("time-out-not-set"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withNetworkTimeout")
  void applicationsOwnReadTimeoutWins(Pairing pairing) throws IOException {
    String own = pairing.driver() == JdbcDriver.PGJDBC ? "30" : "30000";
    try (Program program =
        new Program("read-timeout=1s", url(pairing, "socketTimeout=" + own), pairing)) {
      for (String name : List.of("driver", "source")) {
        program.open(name);
        program.run("ask " + name + " " + sleep(pairing, 2));
        assertTrue(program.outcome(name).startsWith("asked "), program::text);
      }
      program.run("time-outs source");
      assertTrue(program.has("network 30000"), program::text);
    }
  }

  @Test
  void driverWithoutNetworkTimeoutIsNamedOnce() throws IOException {
    Pairing pairing = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);
    try (Program program =
        new Program("read-timeout=1s,connect-timeout=1s", url(pairing), pairing)) {
      program.open("a");
      program.open("b");
      List<String> said = program.events("time-out-not-set", 2);
      assertTrue(said.get(0).contains("option=connect-timeout database=h2:tcp:"), said::toString);
      assertTrue(said.get(1).contains("option=read-timeout database=h2:tcp:"), said::toString);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withNetworkTimeout")
  void connectTimeout(Pairing pairing) throws IOException {
    // MariaDB's source opens by itself, and pgjdbc's writes its defaults into the URL
    boolean reached = pairing.driver() == JdbcDriver.CONNECTOR_J;
    List<String> names = reached ? List.of("driver", "source") : List.of("driver");
    assertEndAfter(pairing, names, 1_000);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withNetworkTimeout")
  void applicationsOwnConnectTimeoutWins(Pairing pairing) throws IOException {
    String own = pairing.driver() == JdbcDriver.PGJDBC ? "3" : "3000";
    assertEndAfter(
        pairing, List.of("driver", "source"), 3_000, "connectTimeout=" + own, "loginTimeout=3");
  }

  private static void assertEndAfter(
      Pairing pairing, List<String> names, long millis, String... options) throws IOException {
    try (Unreachable unreachable = new Unreachable();
        Program program =
            new Program(
                "connect-timeout=1s",
                pairing.driver().url(unreachable.host(), unreachable.port(), options),
                pairing)) {
      for (String name : names) {
        program.run("open " + name);
        program.await(" " + name + " after ");
        assertTrue(program.outcome(name).startsWith("refused "), program::text);
        long took = program.millis(name);
        assertTrue(took > millis - 200 && took < millis + SOON, program::text);
        assertFalse(program.outcome(name).contains("dbkeepalive"), program::text);
      }
    }
  }

  static Stream<Pairing> withSourcesOutOfReach() {
    return Stream.of(
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withSourcesOutOfReach")
  void connectTimeoutOutOfReachIsNamedOnce(Pairing pairing) throws IOException {
    try (Program program = new Program("connect-timeout=1s", url(pairing), pairing)) {
      program.open("driver");
      assertEquals(List.of(), program.events("time-out-not-set"));
      program.open("source1");
      program.open("source2");
      program.events("time-out-not-set", 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withQueryTimeout")
  void queryTimeout(Pairing pairing) throws IOException {
    try (Program program = new Program("query-timeout=1s", url(pairing), pairing)) {
      program.open("a");
      program.run("time-outs a");
      program.await("query 1");
      program.run("ask a " + sleep(pairing, 10));
      assertTrue(program.outcome("a").startsWith("refused "), program::text);
      assertTrue(program.millis("a") < SOON, program::text);
      assertEquals(List.of(), program.events("call-refused"), "it is no lost connection");
      program.run("ask-long a " + sleep(pairing, 2)); // by its own
      assertTrue(program.outcome("a").startsWith("asked "), program::text);
    }
  }

  @Test
  void queryTimeoutOfH2() throws IOException {
    Pairing pairing = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);
    try (Program program = new Program("query-timeout=1s", url(pairing), pairing)) {
      program.open("a");
      program.run("time-outs a");
      program.await("query 1");
      program.run(
          "ask a SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000) A, SYSTEM_RANGE(1, 1000000) B WHERE A.X + B.X = 3");
      assertTrue(program.outcome("a").startsWith("refused "), program::text);
      assertTrue(program.millis("a") < SOON, program::text);
    }
  }

  @Test
  void queryTimeoutWithoutEffectIsNamedOnce() throws IOException {
    Pairing pairing = new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MYSQL_CONTAINER);
    try (Program program = new Program("query-timeout=1s", url(pairing), pairing)) {
      program.open("a");
      program.open("b");
      program.events("time-out-not-set", 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void lockTimeout(Pairing pairing) throws Exception {
    try (Connection holder = pairing.connect();
        Program program = new Program("lock-timeout=2s", url(pairing), pairing)) {
      lock(pairing, holder);
      for (String name : List.of("driver", "source")) {
        program.open(name);
        program.run("ask " + name + " UPDATE locked SET n = 2");
        assertTrue(program.outcome(name).startsWith("refused "), program::text);
        long took = program.millis(name);
        assertTrue(took > 1_000 && took < 2_000 + SOON, program::text);
        program.run("ask " + name + " " + lockTimeoutNow(pairing));
      }
      holder.rollback();
      assertEquals(List.of(), program.events("call-refused"));
      assertEquals(List.of(), program.events("time-out-not-set"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachDriver")
  void applicationsOwnLockTimeoutWins(Pairing pairing) throws IOException {
    try (Program program =
        new Program("lock-timeout=2s", url(pairing, ownLock(pairing)), pairing)) {
      for (String name : List.of("driver", "source")) {
        program.open(name);
        program.run("ask " + name + " " + lockTimeoutNow(pairing));
        assertTrue(program.outcome(name).startsWith("asked "), program::text);
      }
      List<String> values = program.text().lines().filter(line -> line.contains("value ")).toList();
      assertEquals(2, values.size(), program::text);
      values.forEach(value -> assertTrue(value.contains("value 7"), program::text));
    }
  }

  /** A setting of the administrator's is no less one that somebody has made. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("onPostgreSql")
  void lockTimeoutOfTheRoleWins(Pairing pairing) throws IOException {
    pairing.server().asAdmin("ALTER ROLE app SET lock_timeout = '7s'");
    try (Program program = new Program("lock-timeout=2s", url(pairing), pairing)) {
      program.open("a");
      program.run("ask a SHOW lock_timeout");
      assertTrue(program.has("value 7s"), program::text);
    } finally {
      pairing.server().asAdmin("ALTER ROLE app RESET lock_timeout");
    }
  }

  static Stream<Pairing> onPostgreSql() {
    return Pairings.ofEachDriver().filter(pairing -> pairing.driver() == JdbcDriver.PGJDBC);
  }

  private static void lock(Pairing pairing, Connection holder) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS locked");
      statement.execute("CREATE TABLE locked (n INT)");
      statement.execute("INSERT INTO locked VALUES (1)");
      holder.setAutoCommit(false);
      statement.execute("UPDATE locked SET n = 3");
    }
  }

  private static String ownLock(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> "sessionVariables=innodb_lock_wait_timeout=7";
      case PGJDBC -> "options=-c%20lock_timeout=7000";
      case H2 -> "LOCK_TIMEOUT=7000";
    };
  }

  private static String lockTimeoutNow(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> "SELECT @@innodb_lock_wait_timeout";
      case PGJDBC -> "SHOW lock_timeout";
      case H2 -> "CALL LOCK_TIMEOUT()";
    };
  }

  private static String sleep(Pairing pairing, int seconds) {
    String function = pairing.driver() == JdbcDriver.PGJDBC ? "pg_sleep" : "SLEEP";
    return "SELECT " + function + "(" + seconds + ")";
  }

  private static String url(Pairing pairing, String... options) {
    return pairing.server().url(pairing.driver(), options);
  }

  /** A port whose queue of new connections is full: who connects gets no answer. */
  private static final class Unreachable implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Socket> queue = new ArrayList<>();

    Unreachable() throws IOException {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      boolean full = false;
      while (!full) {
        Socket socket = new Socket();
        queue.add(socket);
        try {
          socket.connect(new InetSocketAddress(host(), port()), 500);
        } catch (SocketTimeoutException e) {
          full = true;
        }
      }
    }

    String host() {
      return "127.0.0.1";
    }

    int port() {
      return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : queue) {
        socket.close();
      }
      listener.close();
    }
  }
}
