package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand idle connections. */
@Tag("keepalive")
class ScaleIT {
  private static final int CONNECTIONS = 10_000;
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** Ten times as many pings as with the five minutes of the default. */
  @Test
  void costNextToNothing() throws IOException {
    ChildJvm.Result bare = run(program());
    ChildJvm.Result kept = run(program().agent(ChildJvm.agentJar(), "ping-interval=30s"));

    double heap = value(kept, "heap") - value(bare, "heap");
    double cpu = value(kept, "cpu");
    System.out.printf(
        "%,d idle connections, pinged each 30 s: %.0f bytes of heap each, %.2f %% of a core%n",
        CONNECTIONS, heap, cpu);
    assertTrue(heap < 1_024, heap + " bytes for each connection");
    assertTrue(cpu < 1, cpu + " % of a core");
    assertEquals(List.of(), LogLines.defects(kept.err()));
  }

  /** The clock, the sweeper, and who shows the agent to people. */
  @Test
  void threeThreadsAtRest() throws IOException {
    ChildJvm.Result kept = run(program("1000", "15").agent(ChildJvm.agentJar(), ""));
    assertEquals(3, value(kept, "threads"), kept::out);
  }

  @Test
  void eachIsPinged() throws IOException {
    ChildJvm.Result kept =
        run(program().agent(ChildJvm.agentJar(), "ping-interval=10s,log-level=debug"));
    long pinged =
        LogLines.lines(kept.err(), "connection-pinged").stream()
            .map(line -> line.replaceAll(".*connection=(\\d+) .*", "$1"))
            .distinct()
            .count();
    assertTrue(pinged >= CONNECTIONS, pinged + " of " + CONNECTIONS + " pinged");
  }

  private static ChildJvm program() throws IOException {
    return program("" + CONNECTIONS, "20");
  }

  private static ChildJvm program(String connections, String seconds) throws IOException {
    return new ChildJvm(JavaHomes.current())
        .option("-Xmx1g")
        .classPath(ChildJvm.jarOf(ManyConnections.class), ChildJvm.jarOf(org.h2.Driver.class))
        .main(ManyConnections.class.getName(), connections, seconds);
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
