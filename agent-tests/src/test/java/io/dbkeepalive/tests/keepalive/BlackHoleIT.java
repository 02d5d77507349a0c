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
import io.dbkeepalive.tests.support.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that swallows all and answers nothing, beside one with a thousand connections. */
@Tag("keepalive")
class BlackHoleIT {
  private static final int OTHERS = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Pairing HOLE =
      new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);
  private static final Pairing OTHER = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);

  @Test
  void delaysNoOther() throws Exception {
    DatabaseServer hole = HOLE.server();
    DatabaseServer other = OTHER.server();
    try (TcpProxy proxy = new TcpProxy(hole)) {
      ChildJvm.Running program =
          new ChildJvm(JavaHomes.current())
              .agent(ChildJvm.agentJar(), "ping-interval=5s,log-level=debug")
              .classPath(
                  Stream.of(
                          BesideBlackHole.class,
                          Class.forName(HOLE.driver().className()),
                          Class.forName(OTHER.driver().className()))
                      .map(ChildJvm::jarOf)
                      .toList())
              .main(
                  BesideBlackHole.class.getName(),
                  HOLE.driver().url(proxy.host(), proxy.port()),
                  hole.user(),
                  hole.password(),
                  "50",
                  other.url(OTHER.driver()),
                  other.user(),
                  other.password(),
                  "" + OTHERS)
              .start();
      program.awaitOutput("held", TIMEOUT);
      program.send("before");
      program.awaitOutput("before coverage", TIMEOUT);
      proxy.pause();
      program.send("during");
      program.awaitOutput("during coverage", TIMEOUT);
      proxy.resume();
      program.send("end");
      ChildJvm.Result result = program.await(TIMEOUT);

      System.out.println(String.join("; ", result.out().lines().skip(1).toList()));
      int before = value(result, "before coverage [\\d.]+ pings (\\d+)");
      int during = value(result, "during coverage [\\d.]+ pings (\\d+)");
      assertTrue(during > before * 0.9, result::out);
      assertTrue(during >= 3 * OTHERS, result::out);
      assertTrue(value(result, "during.* failed (\\d+)") > 0, result::out);
      assertEquals(List.of(), LogLines.defects(result.err()));
    }
  }

  /** Thousandths, where there is a decimal point. */
  private static int value(ChildJvm.Result result, String pattern) {
    Matcher line = Pattern.compile(pattern).matcher(result.out());
    assertTrue(line.find(), result::out);
    return Integer.parseInt(line.group(1).replace(".", ""));
  }
}
