package io.dbkeepalive.telemetry.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.FakeControl;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final String SHOP = "mysql://db\"1:3306/shop";

  private final Databases databases =
      new Databases(of -> of.apply(SHOP).connections(At.IDLE, 2).longest(1_500_000_000, 0));

  @BeforeEach
  void listen() {
    EventStream.listen(databases);
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
  }

  private List<String> lines() {
    return new String(MetricsPage.of(FakeControl.model(databases)), UTF_8).lines().toList();
  }

  private void assertLine(String line) {
    List<String> lines = lines();
    assertTrue(lines.contains(line), () -> line + " is not in\n" + String.join("\n", lines));
  }

  @Test
  void whatIsThereIsShown() {
    assertLine(
        "dbkeepalive_connections{database=\"mysql://db\\\"1:3306/shop\",state=\"idle\"} 2.0");
    assertLine(
        "dbkeepalive_connections{database=\"mysql://db\\\"1:3306/shop\",state=\"lost\"} 0.0");
    assertLine("dbkeepalive_connection_idle_seconds{database=\"mysql://db\\\"1:3306/shop\"} 1.5");
    assertLine("dbkeepalive_up{database=\"mysql://db\\\"1:3306/shop\"} 1.0");
    assertLine("dbkeepalive_agent_enabled{version=\"1.2.3\"} 1.0");
    assertLine("# TYPE dbkeepalive_connections_opened_total counter");
  }

  @Test
  void whatHappensIsCounted() {
    ConnectionEvents.healed(1, SHOP, "stalled", 0, 1, 3_000_000);
    ConnectionEvents.opened(1, SHOP, "driver", 90_000_000_000L);
    AgentEvents.failed("a test", new IllegalStateException("on purpose"));
    String shop = "{database=\"mysql://db\\\"1:3306/shop\"";
    assertLine("dbkeepalive_heals_total{cause=\"stalled\"," + shop.substring(1) + "} 1.0");
    assertLine("dbkeepalive_connections_opened_total" + shop + "} 1.0");
    assertLine("dbkeepalive_heal_duration_seconds_bucket" + shop + ",le=\"0.0025\"} 0");
    assertLine("dbkeepalive_heal_duration_seconds_bucket" + shop + ",le=\"0.005\"} 1");
    assertLine("dbkeepalive_heal_duration_seconds_bucket" + shop + ",le=\"+Inf\"} 1");
    assertLine("dbkeepalive_open_duration_seconds_bucket" + shop + ",le=\"60.0\"} 0");
    assertLine("dbkeepalive_open_duration_seconds_sum" + shop + "} 90.0");
    assertLine("dbkeepalive_agent_errors_total 1.0");
  }

  @Test
  void eachMetricIsExplainedOnce() {
    List<String> helps = lines().stream().filter(line -> line.startsWith("# HELP")).toList();
    assertEquals(helps.size(), helps.stream().map(line -> line.split(" ")[2]).distinct().count());
    assertTrue(helps.stream().allMatch(line -> line.endsWith(".")), helps::toString);
  }
}
