package io.dbkeepalive.telemetry.jmx;

import io.dbkeepalive.telemetry.state.Actions;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Model;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A database as JMX shows it. Thread-safe. */
final class DatabaseBean implements DatabaseMXBean {
  private final String name;
  private final Model model;
  private final Actions actions;

  /**
   * @param name of a database that the model knows, and so will know for ever
   */
  DatabaseBean(String name, Model model) {
    this.name = name;
    this.model = model;
    this.actions = new Actions(model.control(), "jmx");
  }

  private DatabaseState state() {
    return model.database(name);
  }

  @Override
  public int getConnections() {
    return state().connections();
  }

  @Override
  public int getLostConnections() {
    return state().connections.get(At.LOST);
  }

  @Override
  public int getIdleConnections() {
    return state().connections.get(At.IDLE);
  }

  @Override
  public int getBusyConnections() {
    return state().connections.get(At.BUSY);
  }

  @Override
  public int getConnectionsInTransaction() {
    return state().connections.get(At.IN_TRANSACTION);
  }

  @Override
  public double getLongestIdleSeconds() {
    return seconds(state().longestIdleNanos);
  }

  @Override
  public double getLongestCallSeconds() {
    return seconds(state().longestCallNanos);
  }

  @Override
  public double getPingIntervalSeconds() {
    return seconds(state().pingIntervalNanos);
  }

  @Override
  public double getPingCoverage() {
    return state().coverage;
  }

  @Override
  public double getFiguresAgeSeconds() {
    return seconds(state().countedNanosAgo);
  }

  @Override
  public double getAnsweredSecondsAgo() {
    return seconds(state().answeredNanosAgo);
  }

  @Override
  public boolean isHealthy() {
    return state().health.up;
  }

  @Override
  public String getHealthReason() {
    return state().health.reason;
  }

  @Override
  public List<String> getFindings() {
    return model.findings(state()).stream().map(Object::toString).collect(Collectors.toList());
  }

  @Override
  public String getBreaker() {
    return state().breaker.name();
  }

  @Override
  public int getBudgetUsed() {
    return state().budgetUsed;
  }

  @Override
  public int getBudgetShare() {
    return state().budgetShare;
  }

  @Override
  public long getPingsAnswered() {
    return state().figures.counts(Counter.PINGS).getOrDefault("answered", 0L);
  }

  @Override
  public long getPingsFailed() {
    return state().figures.counts(Counter.PINGS).getOrDefault("failed", 0L);
  }

  @Override
  public Map<String, Long> getHealsByCause() {
    return state().figures.counts(Counter.HEALS);
  }

  @Override
  public Map<String, Long> getRefusalsByReason() {
    return state().figures.counts(Counter.REFUSALS);
  }

  @Override
  public Map<String, Long> getCounts() {
    Map<String, Long> counts = new TreeMap<>();
    DatabaseState state = state();
    for (Counter counter : Counter.values()) {
      state
          .figures
          .counts(counter)
          .forEach(
              (label, count) ->
                  counts.put(counter.metric + (label.isEmpty() ? "" : "." + label), count));
    }
    return counts;
  }

  @Override
  public Map<String, String> getSettings() {
    DatabaseState state = state();
    Map<String, String> settings = new TreeMap<>(state.settings);
    if (state.serverLimit != null) {
      settings.put("server-limit", state.serverLimit);
    }
    return settings;
  }

  @Override
  public List<String> getRecentEvents() {
    return state().events.stream().map(Object::toString).collect(Collectors.toList());
  }

  @Override
  public String ping() {
    return actions.ping(name).toString();
  }

  @Override
  public String recover() {
    return actions.recover(name).toString();
  }

  private static double seconds(long nanos) {
    return nanos == DatabaseState.NEVER ? Double.POSITIVE_INFINITY : nanos / 1e9;
  }
}
