package io.dbkeepalive.telemetry.http;

import io.dbkeepalive.telemetry.json.Documents;
import io.dbkeepalive.telemetry.json.Json;
import io.dbkeepalive.telemetry.metrics.MetricsPage;
import io.dbkeepalive.telemetry.metrics.OpenTelemetryPage;
import io.dbkeepalive.telemetry.state.Actions;
import io.dbkeepalive.telemetry.state.Checked;
import io.dbkeepalive.telemetry.state.Fresh;
import io.dbkeepalive.telemetry.state.Model;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What stands at which path. Thread-safe. */
final class Routes {
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Model model;
  private final Actions actions;
  private final StatusPage page = new StatusPage();
  private final Fresh<byte[]> metrics;
  private final Fresh<byte[]> openTelemetry;
  private final Fresh<byte[]> details;

  Routes(Model model) {
    this.model = model;
    this.actions = new Actions(model.control(), "http");
    this.metrics = fresh(() -> MetricsPage.of(model));
    this.openTelemetry = fresh(() -> OpenTelemetryPage.of(model));
    this.details = fresh(() -> Documents.details(model).getBytes(StandardCharsets.UTF_8));
  }

  private static Fresh<byte[]> fresh(Supplier<byte[]> page) {
    return new Fresh<>(page, FRESH_NANOS, System::nanoTime);
  }

  /** What makes the agent do something. */
  static boolean isAction(String path) {
    switch (path) {
      case "/ping":
      case "/recover":
      case "/enable":
      case "/disable":
        return true;
      default:
        return false;
    }
  }

  /** What is for load balancers too, and browsers, which bring no token at first. */
  static boolean isForAnybody(String path) {
    return path.equals("/") || path.equals("/health") || path.equals("/health/db");
  }

  /**
   * @param trusted whether the client may see names of databases
   * @return null if there is nothing at that path
   */
  Answer read(String path, boolean trusted) {
    switch (path) {
      case "/":
        return page.answer();
      case "/health":
        return Answer.json(200, Documents.agent(model));
      case "/health/db":
        boolean up = model.isUp();
        String bare = up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
        return Answer.json(up ? 200 : 503, trusted ? Documents.databases(model) : bare);
      case "/health/detailed":
        return Answer.of(200, Answer.JSON, details.get());
      case "/metrics":
        return Answer.of(200, MetricsPage.CONTENT_TYPE, metrics.get());
      case "/metrics/opentelemetry":
        return Answer.of(200, MetricsPage.CONTENT_TYPE, openTelemetry.get());
      default:
        return null;
    }
  }

  /**
   * @param path an action's
   * @param database null for all
   */
  Answer act(String path, String database) {
    if (database != null && model.database(database) == null) {
      return Answer.text(404, "no database of that name; /health/detailed lists them");
    }
    Answer answer = done(path, database);
    metrics.forget();
    openTelemetry.forget();
    details.forget();
    return answer;
  }

  private Answer done(String path, String database) {
    switch (path) {
      case "/ping":
        return checked(actions.ping(database));
      case "/recover":
        return checked(actions.recover(database));
      default:
        actions.enable(path.equals("/enable"));
        return Answer.json(200, "{\"enabled\":" + model.control().isEnabled() + "}");
    }
  }

  private static Answer checked(Checked result) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("well", result.well);
    counts.put("lost", result.lost);
    counts.put("unknown", result.unknown);
    return Answer.json(200, Json.of(counts));
  }
}
