package io.dbkeepalive.telemetry.json;

import io.dbkeepalive.config.EffectiveOption;
import io.dbkeepalive.telemetry.log.Secrets;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.RecentEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the agent knows, as JSON: in the shape of health checks, {@code status} and {@code
 * components}, with times in seconds. Stateless.
 */
public final class Documents {
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
      component.put("details", DatabaseDetails.of(database, model));
      components.put(database.name, component);
    }
    document.put("components", components);
    document.put("options", options(model));
    document.put("events", events(model.recentEvents()));
    return Json.of(document);
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

  static List<Object> events(List<RecentEvent> events) {
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

  /** Null for what never was. */
  static Double seconds(long nanos) {
    return nanos == DatabaseState.NEVER ? null : (Double) (nanos / 1e9);
  }
}
