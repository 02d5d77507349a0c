package io.dbkeepalive.telemetry.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.FakeControl;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTelemetryPageTest {
  private static final String POOL = "db_client_connection_pool_name=\"shop\"";

  private final Databases databases =
      new Databases(
          of ->
              of.apply("shop")
                  .connections(At.IDLE, 2)
                  .connections(At.LOST, 1)
                  .connections(At.BUSY, 4)
                  .connections(At.IN_TRANSACTION, 1));

  private List<String> lines() {
    return new String(OpenTelemetryPage.of(FakeControl.model(databases)), UTF_8).lines().toList();
  }

  private void assertLine(String line) {
    List<String> lines = lines();
    assertTrue(lines.contains(line), () -> line + " is not in\n" + String.join("\n", lines));
  }

  @Test
  void eachConnectionIsIdleOrUsed() {
    assertLine("db_client_connection_count{" + POOL + ",db_client_connection_state=\"idle\"} 3.0");
    assertLine("db_client_connection_count{" + POOL + ",db_client_connection_state=\"used\"} 5.0");
    assertLine("db_client_connection_timeouts_total{" + POOL + "} 0.0");
    assertFalse(
        lines().stream().anyMatch(line -> line.startsWith("db_client_connection_max{")),
        "without a limit");
  }

  @Test
  void openingIsTimed() {
    EventStream.listen(databases);
    try {
      ConnectionEvents.opened(1, "shop", "driver", 90_000_000_000L);
    } finally {
      EventStream.unlisten(databases);
    }
    assertLine("db_client_connection_create_time_seconds_sum{" + POOL + "} 90.0");
    assertLine("db_client_connection_create_time_seconds_bucket{" + POOL + ",le=\"+Inf\"} 1");
  }
}
