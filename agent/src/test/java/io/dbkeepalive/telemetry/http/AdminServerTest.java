package io.dbkeepalive.telemetry.http;

import static io.dbkeepalive.telemetry.http.AdminFixture.DATABASE;
import static io.dbkeepalive.telemetry.http.AdminFixture.TOKEN;
import static io.dbkeepalive.telemetry.http.AdminFixture.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.log.LogCapture;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.FakeControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
  private static final String BEARER = "Authorization: Bearer " + TOKEN;

  private final AdminFixture admin =
      new AdminFixture("admin=127.0.0.1:0,admin-token=" + AdminFixture.TOKEN);

  @AfterEach
  void stop() {
    admin.close();
  }

  @Test
  void healthOfTheDatabasesIsTheStatus() throws IOException {
    String up = admin.get("/health/db");
    assertEquals(200, status(up), up);
    assertTrue(up.contains("{\"status\":\"UP\",\"components\":{\"" + DATABASE), up);
    admin.down = true;
    String down = awaitStatus(503);
    assertTrue(down.contains("\"status\":\"DOWN\""), down);
    assertTrue(down.contains("all 2 connections are lost"), down);
    assertEquals(200, status(admin.get("/health")), "the agent itself is well");
  }

  /** The model is as old as a tenth of a second. */
  private String awaitStatus(int status) throws IOException {
    String answer = admin.get("/health/db");
    for (int i = 0; i < 1_000 && status(answer) != status; i++) {
      answer = admin.get("/health/db");
    }
    assertEquals(status, status(answer), answer);
    return answer;
  }

  @Test
  void detailsAndMetricsAreThere() throws IOException {
    String details = admin.get("/health/detailed");
    assertEquals(200, status(details), details);
    assertTrue(
        details.contains("\"connectionList\":[{\"id\":7,\"state\":\"busy\",\"ageSeconds\":2.0,"),
        details);
    assertTrue(details.contains("\"connections\":{\"idle\":2,"), details);
    assertTrue(details.contains("{\"key\":\"attempts\",\"value\":\"3\",\"origin\":\"default\""));
    String metrics = admin.get("/metrics");
    assertTrue(metrics.contains("Content-type: text/plain; version=0.0.4"), metrics);
    assertTrue(metrics.contains("dbkeepalive_up{database=\"" + DATABASE + "\"} 1.0"), metrics);
  }

  @Test
  void headHasNoBody() throws IOException {
    String answer = admin.ask("HEAD", "/metrics");
    assertEquals(200, status(answer), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void actionsNeedTheToken() throws IOException {
    for (String path : List.of("/ping", "/recover", "/enable", "/disable")) {
      assertEquals(401, status(admin.ask("POST", path)));
      assertEquals(401, status(admin.ask("POST", path, BEARER + "x")));
      assertEquals(401, status(admin.ask("POST", path, "Authorization: Basic " + TOKEN)));
      assertEquals(405, status(admin.get(path, BEARER)));
      assertEquals(401, status(admin.ask("POST", path + "?token=" + TOKEN)));
    }
    assertEquals(List.of(), admin.control.asked);
  }

  @Test
  void actionsAreDone() throws IOException {
    String ping = admin.ask("POST", "/ping", BEARER);
    assertTrue(ping.endsWith("{\"well\":2,\"lost\":0,\"unknown\":1}"), ping);
    admin.ask("POST", "/recover?database=" + DATABASE, BEARER);
    assertEquals(404, status(admin.ask("POST", "/recover?database=other", BEARER)));
    String disabled = admin.ask("POST", "/disable", BEARER);
    assertTrue(disabled.endsWith("{\"enabled\":false}"), disabled);
    assertTrue(admin.get("/health").contains("\"enabled\":false"));
    admin.ask("POST", "/enable", BEARER);
    assertEquals(
        List.of("ping null", "recover " + DATABASE, "disable", "enable"), admin.control.asked);
  }

  @Test
  void withoutATokenNobodyActs() throws IOException {
    try (AdminFixture open = new AdminFixture("admin=localhost:0")) {
      assertEquals(403, status(open.ask("POST", "/recover")));
      assertEquals(403, status(open.ask("POST", "/recover", "Authorization: Bearer null")));
      assertEquals(List.of(), open.control.asked);
      assertEquals(200, status(open.get("/metrics")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "128.0.0.1",
        "localhost:80@evil",
        "[::2]",
        ""
      })
  void otherNamesAreRefused(String host) throws IOException {
    assertEquals(403, status(admin.get("/metrics", "Host: " + host)));
    assertEquals(403, status(admin.ask("POST", "/ping", BEARER, "Host: " + host)));
    assertEquals(List.of(), admin.control.asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:9", "[::1]:8090"})
  void ownNamesAreNot(String host) throws IOException {
    assertEquals(200, status(admin.get("/metrics", "Host: " + host)));
  }

  /** A load balancer's plain check: browsers always send one. */
  @Test
  void noNameIsNot() throws IOException {
    assertEquals(200, status(admin.raw("GET /health/db HTTP/1.0\r\n\r\n")));
  }

  @Test
  void pagesOfOthersMayNotEvenRead() throws IOException {
    String answer = admin.get("/metrics", "Origin: http://evil.example");
    assertEquals(403, status(answer));
    assertFalse(answer.contains("Access-Control"), answer);
    assertEquals(405, status(admin.ask("OPTIONS", "/metrics")));
    assertEquals(405, status(admin.ask("OPTIONS", "/ping", BEARER)));
    String own = "Origin: http://localhost:" + admin.port();
    assertEquals(200, status(admin.ask("POST", "/ping", BEARER, own)));
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1025", "Content-Length: x", "Transfer-Encoding: chunked"})
  void largeBodiesAreRefusedUnread(String header) throws IOException {
    int status = status(admin.ask("POST", "/ping", BEARER, header));
    assertTrue(status == 413 || status == 400, "" + status);
    assertEquals(List.of(), admin.control.asked);
  }

  @Test
  void unknownPathsAreNotRepeated() throws IOException {
    for (String path :
        List.of("/page", "/health/", "//metrics", "/%2e%2e/x", "/%3Cscript%3E", "/ping/x")) {
      String answer = admin.get(path);
      assertEquals(404, status(answer), path);
      assertFalse(answer.contains("script"), answer);
    }
  }

  @Test
  void refusalsAreInTheLogOnceAndTokensNever() throws IOException {
    LogCapture log = new LogCapture();
    log.start("info");
    try {
      for (int i = 0; i < 50; i++) {
        admin.ask("POST", "/ping", "Authorization: Bearer wrong-token-planted");
      }
      String line = log.only("admin-refused");
      assertTrue(line.contains("client=127.0.0.1 reason=\"a wrong token\""), line);
      assertFalse(log.text().contains("planted"), log.text());
    } finally {
      log.close();
    }
  }

  @Test
  void addressThatOthersReachNeedsAToken() {
    LogCapture log = new LogCapture();
    log.start("info");
    try {
      assertNull(start("admin=0.0.0.0:0"));
      assertTrue(log.only("admin-unusable").contains("set admin-token too"), log.text());
    } finally {
      log.close();
    }
  }

  @Test
  void fromOutsideHealthAloneIsForAnybody() throws IOException {
    try (AdminFixture outside = new AdminFixture("admin=0.0.0.0:0,admin-token=" + TOKEN)) {
      assertEquals(200, status(outside.get("/health")));
      assertTrue(outside.get("/health/db").endsWith("\r\n\r\n{\"status\":\"UP\"}"), "names nobody");
      assertEquals(401, status(outside.get("/metrics")));
      assertEquals(401, status(outside.get("/health/detailed")));
      assertEquals(401, status(outside.get("/nothing")));
      assertEquals(200, status(outside.get("/metrics", BEARER, "Host: any.example")));
      assertTrue(outside.get("/health/db", BEARER).contains(DATABASE));
    }
  }

  @Test
  void portInUseIsOneLine() throws IOException {
    LogCapture log = new LogCapture();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      log.start("info");
      assertNull(start("admin=127.0.0.1:" + taken.getLocalPort()));
      assertTrue(log.only("admin-unusable").contains("take another address or port"), log.text());
      assertEquals(1, log.text().lines().count(), log.text());
    } finally {
      log.close();
    }
  }

  @Test
  void nameThatNobodyKnowsIsOneLine() {
    LogCapture log = new LogCapture();
    log.start("info");
    try {
      assertNull(start("admin=nobody.invalid:0"));
      assertTrue(log.only("admin-unusable").contains("nobody.invalid"), log.text());
    } finally {
      log.close();
    }
  }

  private static AdminServer start(String options) {
    return AdminServer.start(
        AdminFixture.options(options), FakeControl.model(new Databases(databases -> {})));
  }
}
