package io.dbkeepalive.telemetry.metrics;

import io.dbkeepalive.telemetry.EnumWords;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How things are with each database. Stateless. */
final class Gauges {
  private Gauges() {}

  static void add(MetricSnapshots.Builder page, List<DatabaseState> databases) {
    connections(page, databases);
    add(
        page,
        databases,
        "up",
        "Whether it is there, as far as is known.",
        of -> of.health.up ? 1 : 0);
    add(
        page,
        databases,
        "breaker_state",
        "Its circuit breaker: 0 closed, 1 half open, 2 open.",
        of -> of.breaker.ordinal());
    add(
        page,
        databases,
        "connections_watched_only",
        "Connections of a driver that was in use before the agent came.",
        of -> of.watchedOnly.size());
    add(
        page,
        databases,
        "connection_idle_seconds",
        "Of the connection whose server has answered nothing for the longest time.",
        of -> of.longestIdleNanos / 1e9);
    add(
        page,
        databases,
        "call_running_seconds",
        "Of the call that has run for the longest time, seen to a second.",
        of -> of.longestCallNanos / 1e9);
    add(
        page,
        databases,
        "ping_interval_seconds",
        "After how much idleness connections are pinged; infinite if never.",
        of -> seconds(of.pingIntervalNanos));
    add(
        page,
        databases,
        "ping_coverage_ratio",
        "The share of idle connections that were pinged in time.",
        of -> of.coverage);
    add(
        page,
        databases,
        "answered_age_seconds",
        "Since its server last answered anything; infinite if never.",
        of -> seconds(of.answeredNanosAgo));
    add(
        page,
        databases,
        "figures_age_seconds",
        "How old what is said of connections is: the heartbeat of who looks after them.",
        of -> of.countedNanosAgo / 1e9);
    add(
        page,
        databases,
        "budget_used",
        "Connections of this JVM that count for max-connections.",
        of -> of.budgetUsed);
    add(
        page,
        databases,
        "budget_share",
        "How many this JVM may have; 0 without max-connections.",
        of -> of.budgetShare);
  }

  private static void connections(MetricSnapshots.Builder page, List<DatabaseState> databases) {
    GaugeSnapshot.Builder gauge =
        MetricsPage.gauge("connections", "Connections of the application's by what they are at.");
    for (DatabaseState database : databases) {
      database.connections.forEach(
          (at, number) -> {
            String state = EnumWords.of(at);
            Labels labels = MetricsPage.labels(database).merge(Labels.of("state", state));
            MetricsPage.add(gauge, labels, number);
          });
    }
    page.metricSnapshot(gauge.build());
  }

  private static void add(
      MetricSnapshots.Builder page,
      List<DatabaseState> databases,
      String name,
      String help,
      ToDoubleFunction<DatabaseState> value) {
    GaugeSnapshot.Builder gauge = MetricsPage.gauge(name, help);
    for (DatabaseState each : databases) {
      MetricsPage.add(gauge, MetricsPage.labels(each), value.applyAsDouble(each));
    }
    page.metricSnapshot(gauge.build());
  }

  private static double seconds(long nanos) {
    return nanos == DatabaseState.NEVER ? Double.POSITIVE_INFINITY : nanos / 1e9;
  }
}
