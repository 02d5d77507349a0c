package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.KernelSockets;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the way to the socket, and the question to the kernel, are fields and methods of a JDK. */
class LostJustBeforeOnEachJvmIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<Cut> CUTS = List.of(Cut.FIN, Cut.RST, Cut.FIN, Cut.RST);

  private static final List<Pairing> EMBEDDED =
      List.of(
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED),
          new Pairing(JdbcDriver.H2, ServerKind.H2_TCP));

  private static final List<Pairing> ENCRYPTED =
      List.of(
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
          new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_CONTAINER));

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void plain(int version) throws IOException {
    writesEachRowOnce(version, EMBEDDED, false);
  }

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void overTls(int version) throws IOException {
    for (Pairing pairing : ENCRYPTED) {
      Tls.enable(pairing);
    }
    writesEachRowOnce(version, ENCRYPTED, true);
  }

  /** Which finds the losses as well, and pings just when the write comes. */
  @RepeatedTest(2)
  void besideTheKeeper() throws IOException {
    Result result = write(Runtime.version().feature(), EMBEDDED, false, "ping-interval=100ms");
    assertAllWritten(result, EMBEDDED.size());
  }

  private static void writesEachRowOnce(int version, List<Pairing> pairings, boolean encrypted)
      throws IOException {
    Result result = write(version, pairings, encrypted, "ping-interval=off");
    assertAllWritten(result, pairings.size());
    assertEquals(
        pairings.size() * CUTS.size(),
        result.err().lines().filter(line -> line.contains("cause=lost-before-use")).count(),
        result::err);
  }

  private static Result write(
      int version, List<Pairing> pairings, boolean encrypted, String options) throws IOException {
    List<TcpProxy> proxies = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    try {
      for (Pairing pairing : pairings) {
        TcpProxy proxy = new TcpProxy(pairing.server());
        proxies.add(proxy);
        arguments.add(
            encrypted
                ? Tls.url(pairing.driver(), proxy.host(), proxy.port())
                : pairing.driver().url(proxy.host(), proxy.port()));
        arguments.addAll(List.of(pairing.server().user(), pairing.server().password()));
      }
      // no ping after idleness: the kernel alone can know
      Running program =
          new ChildJvm(JavaHomes.of(version))
              .agent(ChildJvm.agentJar(), "validate-after-idle=off,log-level=debug," + options)
              .classPath(SmokeClassPath.forJava(version))
              .main("io.dbkeepalive.smoke.LostJustBefore", arguments.toArray(String[]::new))
              .start();
      try {
        for (int i = 0; i < pairings.size(); i++) {
          loseBeforeEachWrite(program, "server " + i, proxies.get(i));
        }
        return program.await(PATIENCE);
      } finally {
        program.kill();
      }
    } finally {
      for (TcpProxy proxy : proxies) {
        proxy.close();
      }
    }
  }

  private static void loseBeforeEachWrite(Running program, String server, TcpProxy proxy)
      throws IOException {
    for (int i = 0; i < CUTS.size(); i++) {
      program.awaitOutput(server + " ready for " + (i + 1), PATIENCE);
      KernelSockets.cut(proxy, CUTS.get(i));
      program.send("write");
    }
  }

  private static void assertAllWritten(Result result, int servers) {
    assertEquals(0, result.exitCode(), () -> "of " + result);
    for (int i = 0; i < servers; i++) {
      String all = "server " + i + " has " + CUTS.size() + "\n";
      assertTrue(result.out().contains(all), result::out);
    }
    assertEquals(List.of(), LogLines.lines(result.err(), "probe-off"));
    assertEquals(List.of(), LogLines.defects(result.err()));
  }
}
