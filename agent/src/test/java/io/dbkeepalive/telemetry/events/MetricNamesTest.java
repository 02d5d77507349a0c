package io.dbkeepalive.telemetry.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.metrics.MetricsPage;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.FakeControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the names in the documentation, and in what it offers, from drifting apart. */
class MetricNamesTest {
  private static final Pattern NAME = Pattern.compile("\\bdbkeepalive_[a-z_]+");
  private static final Pattern OF_HISTOGRAM = Pattern.compile("_seconds_(bucket|sum|count)$");

  private final Databases databases = new Databases();

  /** Whatever can happen has happened once. */
  @BeforeEach
  void listen() {
    EventStream.listen(databases);
    for (EventType type : EventType.values()) {
      Event.of(type)
          .about("mysql://db1:3306/shop")
          .with("cause", "lost-in-call")
          .with("reason", "may-have-run")
          .with("outcome", "succeeded")
          .emit();
    }
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
  }

  /** As the endpoint writes them. */
  private Set<String> exposed() {
    Set<String> names = new TreeSet<>();
    new String(MetricsPage.of(FakeControl.model(databases)), UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]")[0]));
    return names;
  }

  private static Set<String> namesIn(String document) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/options.md"))) {
      directory = directory.getParent();
    }
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(Files.readString(directory.resolve(document)));
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/prometheus-alerts.yml", "docs/grafana-dashboard.json", "docs/alerts.md"})
  void whatIsAskedForIsThere(String document) throws IOException {
    Set<String> missing = namesIn(document);
    assertTrue(missing.size() > 2, "it asks for something");
    for (String name : exposed()) {
      missing.remove(name);
      missing.remove(base(name));
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void eachIsExplained() throws IOException {
    Set<String> names = new TreeSet<>();
    exposed().forEach(name -> names.add(base(name)));
    assertEquals(names, namesIn("docs/operations.md"));
  }

  /** A histogram has three. */
  private static String base(String name) {
    return OF_HISTOGRAM.matcher(name).replaceAll("_seconds");
  }
}
