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
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard of the documentation, as far as it can be seen without a Grafana. */
class DashboardIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int WIDTH = 24;

  private final ObjectMapper json = new ObjectMapper();

  @TempDir private Path directory;

  private List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    json.readTree(Repository.resolve("docs/grafana-dashboard.json").toFile())
        .get("panels")
        .forEach(panels::add);
    return panels;
  }

  /** Each cell of the grid has one panel at most. */
  @Test
  void panelsStandBesideEachOther() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : panels()) {
      assertTrue(ids.add(panel.get("id").asInt()), panel::toString);
      JsonNode at = panel.get("gridPos");
      int left = at.get("x").asInt();
      int top = at.get("y").asInt();
      for (int x = left; x < left + at.get("w").asInt(); x++) {
        assertTrue(x < WIDTH, panel::toString);
        for (int y = top; y < top + at.get("h").asInt(); y++) {
          assertTrue(cells.add(List.of(x, y)), panel::toString);
        }
      }
    }
  }

  /** And says what it shows. */
  @Test
  void eachPanelAsksTheChosenSource() throws IOException {
    for (JsonNode panel : panels()) {
      if (!panel.get("type").asText().equals("row")) {
        assertTrue(panel.get("description").asText().length() > 20, panel::toString);
        assertEquals("${datasource}", panel.at("/datasource/uid").asText());
        panel
            .get("targets")
            .forEach(query -> assertEquals("${datasource}", query.at("/datasource/uid").asText()));
      }
    }
  }

  /** With everything happening to an application that the dashboard has a query for. */
  @Test
  void eachQueryFindsWhatHappened() throws IOException, SQLException {
    Pairing pairing = new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS dashboard");
      statement.execute("CREATE TABLE dashboard (id INT)");
    }
    Path rules = Repository.resolve("docs/prometheus-alerts.yml");
    try (Operation operation =
            new Operation(
                pairing,
                "recovery-timeout=1s,breaker-open=1s,ping-interval=1s,max-connections=100");
        Prometheus prometheus = new Prometheus(directory, operation.authority(), rules)) {
      happen(operation);
      for (String last : List.of("heal_failures_total", "observed_losses_total", "pings_total")) {
        Await.until(last, SOON, () -> found(prometheus, "rate(dbkeepalive_" + last + "[1m])"));
      }
      String idle = "sum(dbkeepalive_connections{state=\"idle\"}) == " + Operated.CONNECTIONS;
      Await.until(idle, SOON, () -> found(prometheus, idle));
      assertAnswered(prometheus);
      assertRulesRun(prometheus);
    }
  }

  private static void happen(Operation operation) throws IOException {
    operation.post("/disable"); // what was healed before is healed all the same
    operation.proxy.cutAt(Moment.BEFORE_REPLY, Cut.RST, request -> request.contains("SELECT 1"));
    operation.run("one SELECT 1"); // would be healed
    operation.post("/enable");
    operation.proxy.cutAt(Moment.BEFORE_REPLY, Cut.RST, request -> request.contains("SELECT 2"));
    operation.run("one SELECT 2"); // runs again
    operation.proxy.cutAt(Moment.BEFORE_REPLY, Cut.RST, request -> request.contains("dashboard"));
    operation.run("one INSERT INTO dashboard VALUES (1)"); // is refused
    operation.proxy.refuse();
    operation.proxy.cutAll(Cut.RST);
    operation.run("all SELECT 3"); // cannot be healed
    operation.proxy.accept();
    Await.until("all are healed", SOON, () -> idle(operation) == Operated.CONNECTIONS);
  }

  private static double idle(Operation operation) {
    return operation.metric("dbkeepalive_connections", "state=\"idle\"");
  }

  private void assertAnswered(Prometheus prometheus) throws IOException {
    int queries = 0;
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        String query =
            target
                .get("expr")
                .asText()
                .replace("$database", ".*")
                .replace("$instance", ".*")
                .replace("$__rate_interval", "1m")
                .replace("$__range", "1h");
        assertTrue(found(prometheus, query), () -> query + ": " + prometheus.query(query));
        queries++;
      }
    }
    assertTrue(queries > 40, "there are queries at all");
  }

  private boolean found(Prometheus prometheus, String query) {
    try {
      return json.readTree(prometheus.query(query)).at("/data/result/0/value").isArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertRulesRun(Prometheus prometheus) {
    Await.until(
        () -> "each rule to be evaluated: " + prometheus.get("rules"),
        SOON,
        () -> {
          try {
            List<String> health = json.readTree(prometheus.get("rules")).findValuesAsText("health");
            return health.size() > 15 && health.stream().allMatch("ok"::equals);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
