package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that say whom to heal and how far; no database has a say in them, so one will do. */
class OptionsIT {
  private static final Pairing PAIRING = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"", "include=jdbc:h2:*", "exclude=jdbc:mysql:*", "recovery=retry"})
  void readIsHealed(String options) throws IOException {
    assertEquals("read 1", readAfterLoss(options, "at once").out().lines().toList().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclude=jdbc:h2:*", "include=jdbc:mysql:*", "enabled=false"})
  void connectionIsLeftAlone(String options) throws IOException {
    ChildJvm.Result result = readAfterLoss(options, "at once");
    assertEquals("failed 90067, reasons 0", result.out().lines().toList().get(1));
    assertFalse(result.err().contains("connection-healed"), result.err());
  }

  @Test
  void reconnectRunsNothingAgain() throws IOException {
    ChildJvm.Result result = readAfterLoss("recovery=reconnect", "in flight");
    assertEquals("failed 90067, reasons 1", result.out().lines().toList().get(1));
    assertEquals("read 1", result.out().lines().toList().get(2));
    assertTrue(result.err().contains("reason=recovery-reconnect"), result.err());
  }

  @Test
  void reconnectRunsWhatWasNeverSent() throws IOException {
    ChildJvm.Result result = readAfterLoss("recovery=reconnect", "idle");
    assertEquals("read 1", result.out().lines().toList().get(1), result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"in flight", "idle"})
  void observerSaysWhatItWouldDoAndDoesNothing(String when) throws IOException {
    ChildJvm.Result result = readAfterLoss("recovery=observe", when);
    List<String> lines = result.out().lines().toList();
    assertEquals("failed 90067, reasons 0", lines.get(1));
    assertEquals("failed 90121, reasons 0", lines.get(2), "as without the agent");
    assertFalse(result.err().contains("connection-healed"), result.err());
    List<String> observed = LogLines.lines(result.err(), "would-heal");
    assertEquals(1, observed.size(), "what follows from the first loss is no other: " + observed);
    String cause = when.equals("idle") ? "lost-while-idle" : "lost-in-call";
    assertTrue(observed.get(0).contains("cause=" + cause), observed.get(0));
  }

  private static ChildJvm.Result readAfterLoss(String options, String when) throws IOException {
    DatabaseServer server = PAIRING.server();
    try (TcpProxy proxy = new TcpProxy(server)) {
      ChildJvm.Running program =
          new ChildJvm(JavaHomes.current())
              .agent(ChildJvm.agentJar(), options)
              .classPath(OpeningIT.classPath())
              .main(
                  ReadOnCommand.class.getName(),
                  PAIRING.driver().url(proxy.host(), proxy.port()),
                  server.user(),
                  server.password())
              .start();
      program.awaitOutput("ready", TIMEOUT);
      if (when.equals("in flight")) {
        proxy.cutAt(Moment.BEFORE_REQUEST, Cut.RST, request -> true);
      } else {
        proxy.cutAll(Cut.RST);
      }
      if (when.equals("idle")) {
        Loss.beIdle();
      }
      program.send("read");
      program.send("read");
      ChildJvm.Result result = program.await(TIMEOUT);
      assertEquals(0, result.exitCode(), result::err);
      return result;
    }
  }
}
