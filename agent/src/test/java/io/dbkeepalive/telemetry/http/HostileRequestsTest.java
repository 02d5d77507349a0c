package io.dbkeepalive.telemetry.http;

import static io.dbkeepalive.telemetry.http.AdminFixture.TOKEN;
import static io.dbkeepalive.telemetry.http.AdminFixture.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.log.LogCapture;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who means harm gets nothing, and keeps nobody else from being served. */
class HostileRequestsTest {
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "TRACE", "CONNECT", "get", "", "G\0T", "POST POST", "OPTIONS"
  };
  private static final String[] TARGETS = {
    "/ping",
    "/recover",
    "/disable",
    "/metrics",
    "*",
    "",
    "/../..",
    "http://evil/ping",
    "//",
    "/%00",
    "/ping?database=%",
    "/ping?database=" + "x".repeat(3_000),
    "/%zz",
    "?",
    "/health#x"
  };
  private static final String[] HEADERS = {
    "Host: localhost",
    "Host: evil.example",
    "Host: localhost\r\nHost: evil.example",
    "Authorization: Bearer ",
    "Authorization: Bearer " + "a".repeat(5_000),
    "Authorization: Bearer null",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Content-Length: 5",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Expect: 100-continue",
    "X: \0\u0001\u007f\u00ff",
    ": no name",
    "no colon",
    " folded",
    "Origin: null",
    "Connection: upgrade\r\nUpgrade: h2c"
  };

  private final AdminFixture admin =
      new AdminFixture("admin=127.0.0.1:0,admin-token=" + AdminFixture.TOKEN);

  @AfterEach
  void stop() {
    admin.close();
  }

  @Test
  void whateverIsSentNothingIsDoneAndNothingLeaks() throws IOException {
    Random random = new Random(20_261_124);
    LogCapture log = new LogCapture();
    log.start("info");
    try {
      for (int i = 0; i < 600; i++) {
        String request = request(random);
        String answer = answerTo(request);
        assertFalse(answer.contains(TOKEN), request);
        assertFalse(answer.contains("\tat ") || status(answer) == 500, () -> request + answer);
      }
      assertEquals(List.of(), admin.control.asked);
      assertEquals(200, status(admin.get("/health")));
      assertFalse(log.text().contains(TOKEN), log.text());
      assertFalse(log.text().contains("agent-error"), log.text());
    } finally {
      log.close();
    }
  }

  /** A reset is an answer too. */
  private String answerTo(String request) {
    try {
      return admin.raw(request);
    } catch (IOException refused) {
      return "";
    }
  }

  private static String request(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      return new String(noise, ISO_8859_1);
    }
    StringBuilder request = new StringBuilder();
    request.append(any(METHODS, random)).append(' ').append(any(TARGETS, random));
    request.append(random.nextInt(8) == 0 ? "" : " HTTP/1.1").append("\r\n");
    for (int i = random.nextInt(6); i > 0; i--) {
      request.append(any(HEADERS, random)).append(random.nextInt(9) == 0 ? "\n" : "\r\n");
    }
    if (random.nextInt(20) == 0) {
      for (int i = 0; i < 1_000; i++) {
        request.append("X-").append(i).append(": ").append(i).append("\r\n");
      }
    }
    return request.append(random.nextInt(8) == 0 ? "" : "\r\n").append("body").toString();
  }

  private static String any(String[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  /** Two hundred clients that send a letter and no more do not keep others out. */
  @Test
  void slowClientsAreCutOffForOthers() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = admin.connect();
        socket.getOutputStream().write("GET /hea".getBytes(US_ASCII));
        slow.add(socket);
      }
      assertTimeout(Duration.ofSeconds(15), () -> assertEquals(200, status(admin.get("/health"))));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void slowClientAloneIsCutOffTooAndTheThreadIsFree() throws IOException {
    try (Socket socket = admin.connect()) {
      socket.getOutputStream().write("POST /ping HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
      long start = System.nanoTime();
      assertTrue(isEnded(socket), "it was answered");
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    }
    assertEquals(200, status(admin.get("/health")));
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }
}
