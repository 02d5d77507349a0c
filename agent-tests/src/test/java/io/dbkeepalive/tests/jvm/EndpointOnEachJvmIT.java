package io.dbkeepalive.tests.jvm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own HTTP server differs from version to version. */
class EndpointOnEachJvmIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SLOW_CLIENTS = 30;

  private static final Pattern PORT = Pattern.compile("admin-started address=\\S+:(\\d+)");

  private int port;

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void servesAndIsNotHeldUp(int version) throws IOException {
    ChildJvm.Running program =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "admin=localhost:0")
            .classPath(SmokeClassPath.forJava(version))
            .main("io.dbkeepalive.smoke.Stay", "jdbc:h2:mem:stay")
            .start();
    List<Socket> slow = new ArrayList<>();
    try {
      program.awaitOutput("admin-started", TIMEOUT);
      Matcher started = PORT.matcher(program.errorOutput());
      assertTrue(started.find());
      port = Integer.parseInt(started.group(1));
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET /met".getBytes(US_ASCII));
        slow.add(socket);
      }
      String metrics = get("/metrics");
      assertTrue(metrics.startsWith("HTTP/1.1 200 "), metrics);
      assertTrue(metrics.contains("dbkeepalive_up{database=\"h2:mem:stay\"} 1.0"), metrics);
      assertTrue(get("/health/detailed").contains("\"connections\":{\"idle\":1,"));
      assertTrue(get("/health/db").contains("{\"status\":\"UP\""));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      program.send("");
    }
    Result result = program.await(TIMEOUT);
    assertEquals(0, result.exitCode(), result::toString);
    assertEquals(List.of(), LogLines.defects(result.err()));
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
  }

  private String get(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
