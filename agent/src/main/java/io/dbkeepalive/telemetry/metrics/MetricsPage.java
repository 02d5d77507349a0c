package io.dbkeepalive.telemetry.metrics;

import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Durations;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.Timer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The model as Prometheus reads it: made anew for each reader from the model, so that nothing is
 * counted twice, and nothing of this is loaded before somebody asks. Stateless.
 */
public final class MetricsPage {
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final String PREFIX = "dbkeepalive_";

  private MetricsPage() {}

  /** UTF-8. */
  public static byte[] of(Model model) {
    List<DatabaseState> databases = model.databases();
    MetricSnapshots.Builder page = MetricSnapshots.builder();
    page.metricSnapshot(
        CounterSnapshot.builder()
            .name(PREFIX + "agent_errors")
            .help("Defects of the agent itself; the calls ran as without it.")
            .dataPoint(CounterDataPointSnapshot.builder().value(model.agentErrors()).build())
            .build());
    GaugeSnapshot.Builder info =
        gauge("agent_enabled", "Whether the agent heals; 0 while it only looks on.");
    add(info, Labels.of("version", model.version()), model.control().isEnabled() ? 1 : 0);
    page.metricSnapshot(info.build());
    Gauges.add(page, databases);
    for (Counter counter : Counter.values()) {
      page.metricSnapshot(of(counter, databases));
    }
    for (Timer timer : Timer.values()) {
      page.metricSnapshot(of(timer, databases));
    }
    return write(page.build());
  }

  private static CounterSnapshot of(Counter counter, List<DatabaseState> databases) {
    CounterSnapshot.Builder metric =
        CounterSnapshot.builder().name(PREFIX + counter.metric).help(counter.help);
    for (DatabaseState database : databases) {
      Map<String, Long> counts = database.figures.counts(counter);
      if (counter.label == null) {
        metric.dataPoint(point(labels(database), database.figures.total(counter)));
      } else {
        counts.forEach(
            (label, count) ->
                metric.dataPoint(
                    point(labels(database).merge(Labels.of(counter.label, label)), count)));
      }
    }
    return metric.build();
  }

  private static CounterDataPointSnapshot point(Labels labels, long count) {
    return CounterDataPointSnapshot.builder().labels(labels).value(count).build();
  }

  private static HistogramSnapshot of(Timer timer, List<DatabaseState> databases) {
    HistogramSnapshot.Builder metric =
        HistogramSnapshot.builder().name(PREFIX + timer.metric + "_seconds").help(timer.help);
    for (DatabaseState database : databases) {
      metric.dataPoint(point(labels(database), database.figures.durations(timer)));
    }
    return metric.build();
  }

  static HistogramDataPointSnapshot point(Labels labels, Durations durations) {
    double[] finite = Durations.bounds();
    double[] bounds = Arrays.copyOf(finite, finite.length + 1);
    bounds[finite.length] = Double.POSITIVE_INFINITY;
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, durations.counts()))
        .sum(durations.sumSeconds())
        .build();
  }

  static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(PREFIX + name).help(help);
  }

  static void add(GaugeSnapshot.Builder gauge, Labels labels, double value) {
    gauge.dataPoint(
        GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  static Labels labels(DatabaseState database) {
    return Labels.of("database", database.name);
  }

  static byte[] write(MetricSnapshots snapshots) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
    try {
      PrometheusTextFormatWriter.builder()
          .setIncludeCreatedTimestamps(false)
          .build()
          .write(bytes, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new IllegalStateException("memory that cannot be written to", e);
    }
    return bytes.toByteArray();
  }
}
