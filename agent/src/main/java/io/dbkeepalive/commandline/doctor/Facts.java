package io.dbkeepalive.commandline.doctor;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import io.dbkeepalive.telemetry.state.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of one JVM, at one moment. Immutable. */
public final class Facts {
  /** See {@link io.dbkeepalive.telemetry.jmx.AgentMXBean#getSettings}. */
  final Map<String, String> jvm;

  /** By key: the value, and where it was given. */
  final Map<String, String> options;

  final boolean isEnabled;
  final long agentErrors;
  final List<String> events;
  final List<DatabaseFacts> databases;
  final List<Pool> pools;

  Facts(
      Map<String, String> jvm,
      Map<String, String> options,
      boolean isEnabled,
      long agentErrors,
      List<String> events,
      List<DatabaseFacts> databases,
      List<Pool> pools) {
    this.jvm = jvm;
    this.options = options;
    this.isEnabled = isEnabled;
    this.agentErrors = agentErrors;
    this.events = events;
    this.databases = databases;
    this.pools = pools;
  }

  /** By the beans of the agent and of pools; nothing is sent to any database. */
  public static Facts of(RunningAgent running) throws IOException {
    List<DatabaseFacts> databases = new ArrayList<>();
    for (Map.Entry<String, DatabaseMXBean> each : running.databases().entrySet()) {
      DatabaseMXBean database = each.getValue();
      databases.add(
          new DatabaseFacts(
              each.getKey(),
              database.getPingIntervalSeconds(),
              database.getCounts().getOrDefault(Counter.CONNECTIONS_UNMANAGED.metric, 0L),
              database.getSettings()));
    }
    return new Facts(
        running.agent.getSettings(),
        running.agent.getOptions(),
        running.agent.isEnabled(),
        running.agent.getAgentErrors(),
        running.agent.getRecentEvents(),
        databases,
        Pools.in(running.beans()));
  }

  /** Whether an option is {@code off}, or nothing is known of it. */
  boolean isOff(String option) {
    return options.getOrDefault(option, "off ").startsWith("off ");
  }

  boolean hasEvent(String type) {
    return events.stream().anyMatch(event -> event.contains(" " + type + " "));
  }
}
