package io.dbkeepalive.tests.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a JVM that runs. */
class AttachIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int CURRENT = Runtime.version().feature();

  static Stream<Arguments> drivers() {
    return Stream.of(
        Arguments.of(8, new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED)),
        Arguments.of(25, new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED)),
        Arguments.of(CURRENT, new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED)),
        Arguments.of(CURRENT, new Pairing(JdbcDriver.H2, ServerKind.H2_TCP)));
  }

  /** Its own class was there before, and opens what is healed all the same. */
  @ParameterizedTest(name = "Java {0}, {1}")
  @MethodSource("drivers")
  void connectionsOfADriverThatWasNotInUseAreHealed(int version, Pairing pairing)
      throws IOException {
    Commands commands = new Commands(version);
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      Running program = start(version, pairing, proxy);
      program.awaitOutput("loaded", TIMEOUT);
      commands.expect(0, "attach", pid(program), "--options", "ping-interval=off");
      commands.expect(0, "status", pid(program));
      expect(program, "first");
      proxy.cutAll(Cut.RST);
      expect(program, "second");
      assertEquals(
          1, LogLines.lines(program.errorOutput(), "connection-healed").size(), program::toString);
      assertEquals(List.of(), LogLines.defects(program.errorOutput()));
      assertEquals(List.of(), LogLines.lines(program.errorOutput(), "driver-in-use"));
      end(program);
    }
  }

  @Test
  void driverThatWasInUseIsNamedAndLeftAlone() throws IOException {
    Commands commands = new Commands(CURRENT);
    Pairing pairing = new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      Running program = start(CURRENT, pairing, proxy);
      expect(program, "first");
      commands.expect(0, "attach", pid(program));
      List<String> named = LogLines.lines(program.errorOutput(), "driver-in-use");
      assertTrue(named.get(0).contains("com.mysql.cj.jdbc.ConnectionImpl"), program::toString);
      assertTrue(commands.expect(1, "doctor", pid(program)).out().contains("driver-in-use"));
      proxy.cutAll(Cut.RST);
      program.send("second");
      program.awaitOutput("failed second", TIMEOUT); // the driver's own, as without the agent
      assertEquals(List.of(), LogLines.defects(program.errorOutput()));
      end(program);
    }
  }

  private static Running start(int version, Pairing pairing, TcpProxy proxy) throws IOException {
    DatabaseServer server = pairing.server();
    return new ChildJvm(JavaHomes.of(version))
        .classPath(SmokeClassPath.forJava(version))
        .main(
            "io.dbkeepalive.smoke.Late",
            pairing.driver().url(proxy.host(), proxy.port()),
            server.user(),
            server.password())
        .start();
  }

  private static String pid(Running program) {
    return Long.toString(program.pid());
  }

  private static void expect(Running program, String request) throws IOException {
    program.send(request);
    program.awaitOutput("answered " + request, TIMEOUT);
  }

  private static void end(Running program) throws IOException {
    program.send("end");
    program.await(TIMEOUT);
  }
}
