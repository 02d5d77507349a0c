package io.dbkeepalive.telemetry.json;

import io.dbkeepalive.config.EffectiveOption;
import io.dbkeepalive.telemetry.log.Secrets;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Durations;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.RecentEvent;
import io.dbkeepalive.telemetry.state.Timer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the agent knows, as JSON: in the shape of health checks, {@code status} and {@code
 * components}, with times in seconds. Stateless.
 */
public final class Documents {
  /** Of one database: a page that shows more helps nobody. */
  private static final int MOST_CONNECTIONS = 500;

  private Documents() {}

  /** Of the agent alone. */
  public static String agent(Model model) {
    Map<String, Object> agent = status(true);
    agent.put("details", Collections.singletonMap("enabled", model.control().isEnabled()));
    Map<String, Object> document = status(true);
    document.put("components", Collections.singletonMap("agent", agent));
    return Json.of(document);
  }

  /** Of the databases, with the reason for each. */
  public static String databases(Model model) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (DatabaseState database : model.databases()) {
      Map<String, Object> component = status(database.health.up);
      component.put("details", Collections.singletonMap("reason", database.health.reason));
      components.put(database.name, component);
    }
    Map<String, Object> document = status(model.isUp());
    document.put("components", components);
    return Json.of(document);
  }

  /** Everything. */
  public static String details(Model model) {
    Map<String, Object> document = status(model.isUp());
    document.put("version", model.version());
    document.put("enabled", model.control().isEnabled());
    document.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    document.put("uptimeSeconds", seconds(model.uptimeNanos()));
    document.put("agentErrors", model.agentErrors());
    Map<String, Object> components = new LinkedHashMap<>();
    for (DatabaseState database : model.databases()) {
      Map<String, Object> component = status(database.health.up);
      component.put("details", detailsOf(database, model));
      components.put(database.name, component);
    }
    document.put("components", components);
    document.put("options", options(model));
    document.put("events", events(model.recentEvents()));
    return Json.of(document);
  }

  private static Map<String, Object> detailsOf(DatabaseState database, Model model) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("reason", database.health.reason);
    Map<String, Object> connections = new LinkedHashMap<>();
    database.connections.forEach((at, number) -> connections.put(word(at), number));
    details.put("connections", connections);
    details.put("longestIdleSeconds", seconds(database.longestIdleNanos));
    details.put("longestCallSeconds", seconds(database.longestCallNanos));
    details.put("pingIntervalSeconds", seconds(database.pingIntervalNanos));
    details.put("serverLimit", database.serverLimit);
    details.put("pingCoverage", database.coverage);
    details.put("figuresAgeSeconds", seconds(database.countedNanosAgo));
    details.put("answeredSecondsAgo", seconds(database.answeredNanosAgo));
    details.put("pingedSecondsAgo", seconds(database.pingedNanosAgo));
    details.put("breaker", word(database.breaker));
    if (database.budgetShare > 0) {
      Map<String, Object> budget = new LinkedHashMap<>();
      budget.put("used", database.budgetUsed);
      budget.put("share", database.budgetShare);
      details.put("budget", budget);
    }
    details.put("counts", counts(database));
    details.put("timings", timings(database));
    details.put("events", events(database.events));
    details.put("connectionList", connectionList(model, database.name));
    return details;
  }

  private static Map<String, Object> counts(DatabaseState database) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      counts.put(
          counter.metric,
          counter.label == null
              ? (Object) database.figures.total(counter)
              : database.figures.counts(counter));
    }
    return counts;
  }

  private static Map<String, Object> timings(DatabaseState database) {
    Map<String, Object> timings = new LinkedHashMap<>();
    for (Timer timer : Timer.values()) {
      Durations durations = database.figures.durations(timer);
      Map<String, Object> timing = new LinkedHashMap<>();
      timing.put("count", Arrays.stream(durations.counts()).sum());
      timing.put("sumSeconds", durations.sumSeconds());
      timings.put(timer.metric, timing);
    }
    return timings;
  }

  private static List<Object> connectionList(Model model, String database) {
    List<Object> list = new ArrayList<>();
    for (ConnectionState each : model.control().connections(database, MOST_CONNECTIONS)) {
      Map<String, Object> connection = new LinkedHashMap<>();
      connection.put("id", each.id);
      connection.put("state", word(each.at));
      connection.put("ageSeconds", seconds(each.ageNanos));
      connection.put("idleSeconds", seconds(each.idleNanos));
      list.add(connection);
    }
    return list;
  }

  private static List<Object> options(Model model) {
    List<Object> list = new ArrayList<>();
    for (EffectiveOption each : model.options()) {
      Map<String, Object> option = new LinkedHashMap<>();
      option.put("key", each.key);
      option.put("value", Secrets.mask(each.value));
      option.put("origin", each.origin);
      option.put("given", each.isGiven);
      list.add(option);
    }
    return list;
  }

  private static List<Object> events(List<RecentEvent> events) {
    List<Object> list = new ArrayList<>();
    for (RecentEvent each : events) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("time", each.time.truncatedTo(ChronoUnit.MILLIS));
      event.put("level", each.level);
      event.put("event", each.event);
      event.put("database", each.database);
      event.put("text", each.text);
      event.put("times", each.times);
      list.add(event);
    }
    return list;
  }

  private static Map<String, Object> status(boolean up) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("status", up ? "UP" : "DOWN");
    return status;
  }

  /** As metrics name it too. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null for what never was. */
  private static Double seconds(long nanos) {
    return nanos == DatabaseState.NEVER ? null : (Double) (nanos / 1e9);
  }
}
