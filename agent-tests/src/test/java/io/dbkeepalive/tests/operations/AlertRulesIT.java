package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dbkeepalive.tests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules of the documentation: they fire when they should, and each is explained. */
class AlertRulesIT {
  private static final Path RULES = Repository.resolve("docs/prometheus-alerts.yml");
  private static final Path SCENARIOS =
      Repository.resolve("agent-tests/src/test/resources/prometheus-alerts-test.yml");

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).get("groups")) {
      group
          .get("rules")
          .forEach(rule -> alerts.addAll(rule.has("alert") ? List.of(rule) : List.of()));
    }
    return alerts;
  }

  private static Set<String> names() throws IOException {
    return alerts().stream()
        .map(rule -> rule.get("alert").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theyAreValid() throws IOException, InterruptedException {
    String answer = Prometheus.promtool("", "check", "rules", RULES.toString());
    assertTrue(answer.startsWith("0 ") && answer.contains("SUCCESS"), answer);
  }

  @Test
  void theyFireWhenTheyShould() throws IOException, InterruptedException {
    String answer = Prometheus.promtool("", "test", "rules", SCENARIOS.toString());
    assertTrue(answer.startsWith("0 ") && answer.contains("SUCCESS"), answer);
  }

  @Test
  void eachHasItsScenario() throws IOException {
    String scenarios = Files.readString(SCENARIOS);
    for (String name : names()) {
      assertTrue(scenarios.contains("alertname=\"" + name + "\""), name);
    }
  }

  /** With all that a person at night needs. */
  @Test
  void eachIsExplained() throws IOException {
    Set<String> sections = new TreeSet<>();
    for (String line : Files.readAllLines(Repository.resolve("docs/alerts.md"))) {
      if (line.startsWith("### ")) {
        sections.add(line.substring(4));
      }
    }
    assertEquals(names(), sections);
    for (JsonNode rule : alerts()) {
      assertTrue(rule.hasNonNull("for"), rule::toString);
      String severity = rule.at("/labels/severity").asText();
      assertTrue(Set.of("critical", "warning", "info").contains(severity), rule::toString);
      JsonNode annotations = rule.get("annotations");
      assertTrue(annotations.get("summary").asText().length() > 20, rule::toString);
      assertTrue(annotations.get("description").asText().length() > 80, rule::toString);
      String section = rule.get("alert").asText().toLowerCase(java.util.Locale.ROOT);
      assertEquals("docs/alerts.md#" + section, annotations.get("runbook_url").asText());
    }
  }
}
