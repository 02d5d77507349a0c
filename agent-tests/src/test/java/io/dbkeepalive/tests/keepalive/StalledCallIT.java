package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls whose answer is slow, and calls whose answer cannot come: {@code stall-timeout=2s}. */
@Tag("keepalive")
class StalledCallIT {
  static final Duration STALL = Duration.ofSeconds(2);

  /** From the first inquiry to the end of the call, on a busy machine. */
  static final Duration FEW_SECONDS = Duration.ofSeconds(10);

  static final Duration PATIENCE = Duration.ofSeconds(40);

  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  }

  private Running program;

  @AfterEach
  void endProgram() {
    if (program != null) {
      program.kill();
    }
  }

  private static Running start(Pairing pairing, TcpProxy proxy) throws IOException {
    return start(pairing, pairing.driver().url(proxy.host(), proxy.port()));
  }

  static Running start(Pairing pairing, String url) throws IOException {
    DatabaseServer server = pairing.server();
    return new ChildJvm(JavaHomes.current())
        .agent(
            ChildJvm.agentJar(),
            "log-level=debug,stall-timeout=2s,ping-interval=off,recovery-timeout=20s")
        .classPath(
            Stream.of(
                    StallProgram.class,
                    com.mysql.cj.jdbc.Driver.class,
                    org.mariadb.jdbc.Driver.class,
                    org.postgresql.Driver.class)
                .map(ChildJvm::jarOf)
                .toList())
        .main(StallProgram.class.getName(), url, server.user(), server.password())
        .start();
  }

  private static String sleep(Pairing pairing, int seconds) {
    return "SELECT " + (Sql.isMySqlFamily(pairing) ? "SLEEP(" : "pg_sleep(") + seconds + ")";
  }

  /** Writes a row, and takes a minute for it. */
  private static String slowWrite(Pairing pairing) {
    return Sql.isMySqlFamily(pairing)
        ? "INSERT INTO stalled SELECT 1 + SLEEP(60)"
        : "INSERT INTO stalled SELECT 1 FROM pg_sleep(60)";
  }

  /** The server is asked who it is when nobody has used the connection for a moment. */
  static void warmUp(Running program) throws IOException {
    program.send("SELECT 1");
    program.awaitOutput("1 result 1", PATIENCE);
    program.awaitOutput("session-known ", PATIENCE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void writeWhoseSessionIsGoneEndsWithTheExactError(Pairing pairing) throws Exception {
    Sql.table(pairing, "stalled", " (id INT)");
    try (TcpProxy proxy = TcpProxy.keepingPorts(pairing.server())) {
      program = start(pairing, proxy);
      warmUp(program);
      program.send(slowWrite(pairing));
      long session = pairing.server().awaitStatement("INSERT INTO stalled");
      proxy.cutAll(Cut.SILENCE);
      pairing.server().kill(session);
      program.awaitOutput("2 failed ", STALL.plus(FEW_SECONDS));
      // MySQL may finish a statement whose session is killed in SLEEP
      program.send("SELECT CASE WHEN COUNT(*) < 2 THEN 'not twice' END FROM stalled");
      program.awaitOutput("3 result not twice", PATIENCE);
      program.terminate();

      String text = program.toString();
      assertTrue(text.contains("verdict UNKNOWN"), text);
      assertEquals(1, LogLines.lines(text, "call-stalled").size(), text);
      List<String> aborted = LogLines.lines(text, "call-aborted");
      assertEquals(1, aborted.size(), text);
      assertTrue(aborted.get(0).contains("the server does not have its session any more"), text);
      assertTrue(LogLines.lines(text, "call-refused").get(0).contains("cause=stalled"), text);
      assertEquals(List.of(), LogLines.defects(text));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void readWhoseServerIsSilentGetsItsResultWhenThatIsBack(Pairing pairing) throws Exception {
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      program = start(pairing, proxy);
      warmUp(program);
      proxy.pause();
      proxy.cutAll(Cut.SILENCE);
      program.send("SELECT 40 + 2");
      program.awaitOutput("call-aborted ", STALL.plus(FEW_SECONDS));
      proxy.resume();
      program.awaitOutput("2 result 42", PATIENCE);
      program.terminate();

      String text = program.toString();
      assertTrue(text.contains("proof=\"the server does not answer\""), text);
      assertEquals(List.of(), LogLines.defects(text));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void slowCallIsNotDisturbed(Pairing pairing) throws Exception {
    try (TcpProxy proxy = TcpProxy.keepingPorts(pairing.server())) {
      program = start(pairing, proxy);
      warmUp(program);
      program.send(sleep(pairing, 10));
      program.awaitOutput("2 result ", PATIENCE);
      program.terminate();

      String text = program.toString();
      assertTrue(proxy.connectionsAccepted() >= 2, "nobody asked");
      assertEquals(1, LogLines.lines(text, "call-stalled").size(), text);
      assertEquals(List.of(), LogLines.lines(text, "call-aborted"), text);
      assertEquals(List.of(), LogLines.lines(text, "connection-healed"), text);
      assertEquals(List.of(), LogLines.defects(text));
    }
  }

  /** The server sees other ports than we do: nothing that it lists is a proof. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void sessionThatCannotBeToldFromOthersIsLeftAlone(Pairing pairing) throws Exception {
    try (TcpProxy proxy = new TcpProxy(pairing.server())) {
      program = start(pairing, proxy);
      warmUp(program);
      program.send(sleep(pairing, 60));
      long session = pairing.server().awaitStatement("60)");
      proxy.cutAll(Cut.SILENCE);
      pairing.server().kill(session);
      // three inquiries: at 2, 4 and 8 seconds, each by one connection more
      Await.until("three inquiries", PATIENCE, () -> proxy.connectionsAccepted() >= 4);
      String text = program.toString();
      assertEquals(List.of(), LogLines.lines(text, "call-aborted"), text);
    }
  }
}
