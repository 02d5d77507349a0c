package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Repository;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Debian's Prometheus cannot ask Kubernetes; what it would say of pods is put in its place. */
  @Test
  void guideScrapesPodsThatAskForIt() throws IOException, InterruptedException {
    String pods =
        """
            static_configs:
              - targets: ['10.1.2.3:8080']
                labels:
                  __meta_kubernetes_pod_name: shop-1
                  __meta_kubernetes_pod_annotation_prometheus_io_scrape: 'true'
                  __meta_kubernetes_pod_annotation_prometheus_io_port: '8090'
                  __meta_kubernetes_pod_annotation_prometheus_io_path: /metrics
              - targets: ['10.1.2.4:8080']
                labels: {__meta_kubernetes_pod_name: other}
        """;
    String token = Files.writeString(directory.resolve("token"), Operation.TOKEN).toString();
    String guide = Files.readString(Repository.resolve("docs/deploy/prometheus.yml"));
    String asked = "    kubernetes_sd_configs:\n      - role: pod\n";
    assertTrue(guide.contains(asked), guide);
    Path file =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            guide
                .replace(asked, pods)
                .replace("/etc/prometheus/dbkeepalive-token", token)
                .replace(
                    "- prometheus-alerts.yml",
                    "- " + Repository.resolve("docs/prometheus-alerts.yml")));
    String valid = Prometheus.promtool("", "check", "config", file.toString());
    assertTrue(valid.startsWith("0 "), valid);
    String found =
        Prometheus.promtool(
            "", "check", "service-discovery", "--timeout=1s", file.toString(), "pods");
    JsonNode targets = new ObjectMapper().readTree(found.substring(2));
    assertEquals("10.1.2.3:8090", targets.at("/0/labels/__address__").asText(), found);
    assertEquals("/metrics", targets.at("/0/labels/__metrics_path__").asText(), found);
    assertEquals("shop-1", targets.at("/0/labels/instance").asText(), found);
    assertTrue(targets.at("/1/labels").isEmpty(), found);
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
