package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that stays away, and comes back. */
class BreakerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String OPTIONS = "recovery-timeout=2s,breaker-open=1s,log-level=debug";
  private static final long AT_ONCE_MILLIS = 100;

  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED),
        new Pairing(JdbcDriver.H2, ServerKind.H2_TCP));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void nobodyWaitsUntilItIsBack(Pairing pairing) throws IOException {
    DatabaseServer server = pairing.server();
    try (TcpProxy proxy = new TcpProxy(server)) {
      ChildJvm.Running program =
          new ChildJvm(JavaHomes.current())
              .agent(ChildJvm.agentJar(), OPTIONS)
              .classPath(OpeningIT.classPath())
              .main(
                  TimedReads.class.getName(),
                  pairing.driver().url(proxy.host(), proxy.port()),
                  server.user(),
                  server.password())
              .start();
      program.awaitOutput("ready", TIMEOUT);
      int opened = proxy.connectionsAccepted();
      proxy.refuse();
      proxy.cutAll(Cut.RST);
      read(program, "lost");
      program.awaitOutput("breaker-opened", TIMEOUT);
      read(program, "away");
      proxy.accept();
      program.awaitOutput("breaker-closed", TIMEOUT);
      read(program, "back");
      program.send("end");
      ChildJvm.Result result = program.await(TIMEOUT);

      List<String> away = reads(result, "away");
      for (String read : away) {
        assertTrue(read.contains("the circuit breaker is open; the next trial is"), result::out);
        String vendor = pairing.driver().className().split("\\.")[1];
        assertTrue(read.contains(" failed in " + birthplace(vendor)), read);
      }
      long slowest =
          away.stream().mapToLong(read -> Long.parseLong(read.split(" ")[1])).max().orElseThrow();
      System.out.println(pairing + ", breaker open: calls failed within " + slowest + " ms");
      assertTrue(slowest < AT_ONCE_MILLIS, () -> "slower than at once: " + away);
      for (String read : reads(result, "back")) {
        assertTrue(read.endsWith(" read 1"), result::toString);
      }
      assertEvents(result.err());
      assertEquals(
          opened + 1 + TimedReads.CONNECTIONS,
          proxy.connectionsAccepted(),
          "one for the trial, and one for each connection");
    }
  }

  private static String birthplace(String vendor) {
    return switch (vendor) {
      case "mysql" -> "com.mysql.";
      default -> "org." + vendor + ".";
    };
  }

  private static void assertEvents(String log) {
    assertEquals(1, LogLines.lines(log, "breaker-opened").size(), log);
    assertEquals(1, LogLines.lines(log, "breaker-closed").size(), log);
    assertTrue(LogLines.lines(log, "breaker-half-open").size() >= 1, log);
    assertTrue(LogLines.lines(log, "heal-skipped").size() >= TimedReads.CONNECTIONS, log);
    assertEquals(TimedReads.CONNECTIONS, LogLines.lines(log, "connection-healed").size(), log);
    assertEquals(List.of(), LogLines.defects(log));
  }

  private static void read(ChildJvm.Running program, String name) throws IOException {
    program.send(name);
    program.awaitOutput(name + " is over", TIMEOUT);
  }

  private static List<String> reads(ChildJvm.Result result, String name) {
    List<String> reads =
        result.out().lines().filter(line -> line.matches(name + " \\d+ .*")).toList();
    assertEquals(TimedReads.CONNECTIONS, reads.size(), result::out);
    return reads;
  }
}
