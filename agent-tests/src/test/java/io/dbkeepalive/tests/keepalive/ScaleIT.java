package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand idle connections, and five hundred to a real server. */
@Tag("keepalive")
class ScaleIT {
  private static final int CONNECTIONS = 10_000;
  private static final int REAL_CONNECTIONS = 500;
  private static final Pairing REAL =
      new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);

  private static final String PINGING = "ping-interval=10s,log-level=debug";
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** With the five minutes of the default. */
  @Test
  void costNextToNothing() throws IOException {
    ChildJvm.Result bare = run(program());
    ChildJvm.Result kept = run(program().agent(ChildJvm.agentJar(), ""));

    double heap = value(kept, "heap") - value(bare, "heap");
    double cpu = value(kept, "cpu");
    System.out.printf(
        "%,d idle connections: %.0f bytes of heap each, %.2f %% of a core%n",
        CONNECTIONS, heap, cpu);
    assertTrue(heap < 1_024, heap + " bytes for each connection");
    assertTrue(cpu < 1, cpu + " % of a core");
    assertEquals(List.of(), LogLines.defects(kept.err()));
  }

  /** The clock, the sweeper, and who shows the agent to people. */
  @Test
  void threeThreadsAtRest() throws IOException {
    ChildJvm.Result kept = run(inMemory(1_000, 15).agent(ChildJvm.agentJar(), ""));
    assertEquals(3, value(kept, "threads"), kept::out);
  }

  @Test
  void eachIsPinged() throws IOException {
    assertEachIsPinged(CONNECTIONS, program().agent(ChildJvm.agentJar(), PINGING));
  }

  @Test
  void eachOfRealOnesIsPinged() throws IOException {
    DatabaseServer server = REAL.server();
    server.asAdmin("SET GLOBAL max_connections = " + (REAL_CONNECTIONS + 100));
    try {
      assertEachIsPinged(
          REAL_CONNECTIONS,
          program(
                  org.mariadb.jdbc.Driver.class,
                  REAL_CONNECTIONS,
                  20,
                  server.url(REAL.driver()),
                  server.user(),
                  server.password())
              .agent(ChildJvm.agentJar(), PINGING));
    } finally {
      server.asAdmin("SET GLOBAL max_connections = DEFAULT");
    }
  }

  private static void assertEachIsPinged(int connections, ChildJvm program) throws IOException {
    ChildJvm.Result result = run(program);
    long pinged =
        LogLines.lines(result.err(), "connection-pinged").stream()
            .map(line -> line.replaceAll(".*connection=(\\d+) .*", "$1"))
            .distinct()
            .count();
    assertTrue(pinged >= connections, pinged + " of " + connections + " pinged");
    assertEquals(1.0, value(result, "coverage"));
    assertEquals(List.of(), LogLines.lines(result.err(), "ping-failed"));
    assertEquals(List.of(), LogLines.defects(result.err()));
  }

  private static ChildJvm program() throws IOException {
    return inMemory(CONNECTIONS, 20);
  }

  private static ChildJvm inMemory(int connections, int seconds) throws IOException {
    String url = "jdbc:h2:mem:many;DB_CLOSE_DELAY=-1";
    return program(org.h2.Driver.class, connections, seconds, url, "sa", "");
  }

  private static ChildJvm program(
      Class<?> driver, int connections, int seconds, String url, String user, String password)
      throws IOException {
    return new ChildJvm(JavaHomes.current())
        .option("-Xmx1g")
        .classPath(
            ChildJvm.jarOf(ManyConnections.class),
            ChildJvm.jarOf(driver),
            ChildJvm.jarOf(org.slf4j.Logger.class))
        .main(ManyConnections.class.getName(), "" + connections, "" + seconds, url, user, password);
  }

  private static ChildJvm.Result run(ChildJvm program) throws IOException {
    ChildJvm.Result result = program.run(TIMEOUT);
    assertEquals(0, result.exitCode(), result::err);
    return result;
  }

  private static double value(ChildJvm.Result result, String name) {
    Matcher line = Pattern.compile(name + " ([-\\d.E]+)").matcher(result.out());
    assertTrue(line.find(), result::out);
    return Double.parseDouble(line.group(1));
  }
}
