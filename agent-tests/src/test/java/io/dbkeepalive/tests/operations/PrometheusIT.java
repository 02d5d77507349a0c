package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus reads the metrics. */
class PrometheusIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pairing PAIRING = new Pairing(JdbcDriver.H2, ServerKind.H2_TCP);

  @TempDir private Path directory;

  @Test
  void metricsAreValid() throws IOException, InterruptedException {
    try (Operation operation = new Operation(PAIRING, "recovery=retry")) {
      operation.proxy.cutAll(Cut.RST);
      operation.run("all SELECT 1");
      String metrics = operation.get("/metrics").body();
      assertTrue(metrics.contains("dbkeepalive_heals_total{"), metrics);
      assertEquals("0 ", Prometheus.promtool(metrics, "check", "metrics"));
    }
  }

  @Test
  void serverScrapesThem() throws IOException {
    try (Operation operation = new Operation(PAIRING, "recovery=retry");
        Prometheus prometheus = new Prometheus(directory, operation.authority())) {
      Await.until(
          "five idle connections at Prometheus",
          SOON,
          () -> prometheus.query("dbkeepalive_connections{state=\"idle\"}").contains(",\"5\"]"));
      assertTrue(prometheus.query("dbkeepalive_up").contains(",\"1\"]"));
    }
  }
}
