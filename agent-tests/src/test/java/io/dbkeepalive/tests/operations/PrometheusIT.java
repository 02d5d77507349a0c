package io.dbkeepalive.tests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.Skip;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, as Debian packages it, reads the metrics. */
class PrometheusIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pairing PAIRING = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);

  @TempDir private Path directory;

  /** In the directory that PROMETHEUS_BIN names, or on the path. */
  private static Path program(String name) {
    String path = System.getenv("PROMETHEUS_BIN") + ":" + System.getenv("PATH");
    Optional<Path> found =
        Stream.of(path.split(":"))
            .map(each -> Path.of(each, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      Skip.because(name + " is not installed; PROMETHEUS_BIN may name its directory");
    }
    return found.orElseThrow();
  }

  @Test
  void metricsAreValid() throws IOException, InterruptedException {
    Path promtool = program("promtool");
    try (Operation operation = new Operation(PAIRING, "recovery=retry")) {
      operation.proxy.cutAll(Cut.RST);
      operation.run("all SELECT 1");
      String metrics = operation.get("/metrics").body();
      assertTrue(metrics.contains("dbkeepalive_heals_total{"), metrics);
      Process check =
          new ProcessBuilder(promtool.toString(), "check", "metrics")
              .redirectErrorStream(true)
              .start();
      check.getOutputStream().write(metrics.getBytes(UTF_8));
      check.getOutputStream().close();
      assertEquals("", new String(check.getInputStream().readAllBytes(), UTF_8));
      assertEquals(0, check.waitFor());
    }
  }

  @Test
  void serverScrapesThem() throws IOException, InterruptedException {
    Path prometheus = program("prometheus");
    try (Operation operation = new Operation(PAIRING, "recovery=retry")) {
      int port = freePort();
      Path configuration =
          Files.writeString(
              directory.resolve("prometheus.yml"),
              "scrape_configs:\n- job_name: agent\n  scrape_interval: 1s\n  static_configs:\n"
                  + ("  - targets: ['" + operation.authority() + "']\n"));
      Process server =
          new ProcessBuilder(
                  prometheus.toString(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("prometheus.log").toFile())
              .start();
      try {
        Await.until(
            "five idle connections at Prometheus",
            SOON,
            () -> query(port, "dbkeepalive_connections{state=\"idle\"}").contains(",\"5\"]"));
        assertTrue(query(port, "dbkeepalive_up").contains(",\"1\"]"));
      } finally {
        server.destroy();
        assertTrue(server.waitFor(20, TimeUnit.SECONDS));
      }
    }
  }

  /** Empty while it does not answer. */
  private static String query(int port, String query) {
    String address =
        "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8);
    try {
      return new String(URI.create(address).toURL().openStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
