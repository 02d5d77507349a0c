package io.dbkeepalive.tests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The database dies under a running application: all that people look at say the same. */
class OutageIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final List<String> posted = new CopyOnWriteArrayList<>();
  private HttpServer chat;

  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED),
        new Pairing(JdbcDriver.H2, ServerKind.H2_TCP));
  }

  @BeforeEach
  void startChat() throws IOException {
    chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    chat.createContext(
        "/planted-path",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    chat.start();
  }

  @AfterEach
  void stopChat() {
    chat.stop(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void deathAndReturnAreSeenEverywhere(Pairing pairing) throws IOException, JMException {
    String options =
        "recovery-timeout=2s,breaker-open=1s,init-sql=SELECT 'planted-sql',alert-webhook="
            + ("http://127.0.0.1:" + chat.getAddress().getPort() + "/planted-path");
    try (Operation operation = new Operation(pairing, options)) {
      awaitHealth(operation, 200);
      assertAgrees(operation, true);
      operation.proxy.refuse();
      operation.proxy.cutAll(Cut.RST);
      awaitHealth(operation, 503);
      assertAgrees(operation, false);
      operation.program.awaitOutput("alert alert=database-unhealthy", SOON);
      awaitPosted("raised\",\"alert\":\"database-unhealthy");
      operation.run("all SELECT 2"); // waits in vain, and so the breaker opens
      operation.program.awaitOutput("breaker-opened", SOON);
      operation.readAllOfJmx();
      operation.proxy.accept();
      awaitHealth(operation, 200);
      Await.until("all are healed", SOON, () -> states(operation, "idle") == 5);
      assertAgrees(operation, true);
      operation.program.awaitOutput("alert-over alert=database-unhealthy", SOON);
      awaitPosted("over\",\"alert\":\"database-unhealthy");
      assertEquals(5, operation.metric("dbkeepalive_heals_total", ""));
      operation.run("all SELECT 1");
      assertSecretsAreKept(operation, pairing);
    }
  }

  private static void awaitHealth(Operation operation, int status) {
    Await.until("status " + status, SOON, () -> operation.get("/health/db").statusCode() == status);
  }

  private static double states(Operation operation, String state) {
    return operation.metric("dbkeepalive_connections", "state=\"" + state + "\"");
  }

  private void awaitPosted(String text) {
    Await.until(
        text + " at the webhook",
        SOON,
        () -> posted.stream().anyMatch(each -> each.contains("\"state\":\"" + text)));
  }

  /** Pages are made anew a few times a second. */
  private static void assertAgrees(Operation operation, boolean up)
      throws IOException, JMException {
    assertEquals(up, operation.agent("Healthy"));
    assertEquals(up, operation.database("Healthy"));
    String start = "{\"status\":\"" + (up ? "UP" : "DOWN");
    assertTrue(((String) operation.agent("Details")).startsWith(start));
    Await.until(
        start + " at /health/detailed",
        SOON,
        () -> operation.get("/health/detailed").body().startsWith(start));
    Await.until(
        "up at /metrics", SOON, () -> operation.metric("dbkeepalive_up", "") == (up ? 1 : 0));
    assertEquals(200, operation.get("/health").statusCode());
  }

  private void assertSecretsAreKept(Operation operation, Pairing pairing)
      throws IOException, JMException {
    operation.readAllOfJmx();
    ChildJvm.Result result = operation.end();
    assertEquals(List.of(), LogLines.defects(result.err()));
    assertTrue(result.out().contains("<all SELECT 1> 5 well"), result::out);
    operation.seen.addAll(posted);
    String everything = String.join("\n", operation.seen);
    assertTrue(everything.contains("database-unhealthy"), "it was looked at");
    assertFalse(everything.contains("planted"), () -> lineWith(everything, "planted"));
    String password = pairing.server().password();
    assertFalse(everything.contains(password), () -> lineWith(everything, password));
  }

  private static String lineWith(String text, String secret) {
    return text.lines().filter(line -> line.contains(secret)).findFirst().orElseThrow();
  }
}
