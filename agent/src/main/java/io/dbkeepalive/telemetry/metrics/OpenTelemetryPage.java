package io.dbkeepalive.telemetry.metrics;

import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.Timer;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * What the agent knows of the metrics that OpenTelemetry has names for, under those names, for
 * whoever asks: OpenTelemetry's own agent tells the same of pools that it knows. Stateless.
 *
 * <p>Names from the semantic conventions for database clients, connection pools, version 1.36, as
 * OpenTelemetry's specification writes them for Prometheus. A database stands for a pool.
 */
public final class OpenTelemetryPage {
  private static final String PREFIX = "db_client_connection_";
  private static final String POOL = "db_client_connection_pool_name";
  private static final String STATE = "db_client_connection_state";

  private OpenTelemetryPage() {}

  /** UTF-8, of {@link MetricsPage#CONTENT_TYPE}. */
  public static byte[] of(Model model) {
    GaugeSnapshot.Builder count = gauge("count", "Connections of the application's, by state.");
    GaugeSnapshot.Builder max = gauge("max", "How many this JVM may have, where that is limited.");
    CounterSnapshot.Builder timeouts =
        CounterSnapshot.builder()
            .name(PREFIX + "timeouts")
            .help("Connections that were not opened, for the share of this JVM was used.");
    HistogramSnapshot.Builder createTime =
        HistogramSnapshot.builder()
            .name(PREFIX + "create_time_seconds")
            .help("How long the application's connections took to open.");
    List<DatabaseState> databases = model.databases();
    for (DatabaseState database : databases) {
      Labels pool = Labels.of(POOL, database.name);
      int idle = number(database, At.IDLE) + number(database, At.LOST);
      int used = number(database, At.BUSY) + number(database, At.IN_TRANSACTION);
      MetricsPage.add(count, pool.merge(Labels.of(STATE, "idle")), idle);
      MetricsPage.add(count, pool.merge(Labels.of(STATE, "used")), used);
      if (database.budgetShare > 0) {
        MetricsPage.add(max, pool, database.budgetShare);
      }
      timeouts.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(pool)
              .value(database.figures.total(Counter.CONNECTION_TIMEOUTS))
              .build());
      createTime.dataPoint(MetricsPage.point(pool, database.figures.durations(Timer.OPEN)));
    }
    return MetricsPage.write(
        MetricSnapshots.builder()
            .metricSnapshot(count.build())
            .metricSnapshot(max.build())
            .metricSnapshot(timeouts.build())
            .metricSnapshot(createTime.build())
            .build());
  }

  private static int number(DatabaseState database, At at) {
    return database.connections.getOrDefault(at, 0);
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(PREFIX + name).help(help);
  }
}
