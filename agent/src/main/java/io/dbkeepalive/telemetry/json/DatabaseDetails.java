package io.dbkeepalive.telemetry.json;

import io.dbkeepalive.telemetry.EnumWords;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Durations;
import io.dbkeepalive.telemetry.state.Finding;
import io.dbkeepalive.telemetry.state.History;
import io.dbkeepalive.telemetry.state.Model;
import io.dbkeepalive.telemetry.state.Timer;
import io.dbkeepalive.telemetry.state.WatchedConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** All that is known of one database. Stateless. */
final class DatabaseDetails {
  /** A page that shows more helps nobody. */
  private static final int MOST_CONNECTIONS = 500;

  private DatabaseDetails() {}

  static Map<String, Object> of(DatabaseState database, Model model) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("reason", database.health.reason);
    details.put("findings", findings(model.findings(database)));
    Map<String, Object> connections = new LinkedHashMap<>();
    database.connections.forEach((at, number) -> connections.put(EnumWords.of(at), number));
    details.put("connections", connections);
    details.put("longestIdleSeconds", Documents.seconds(database.longestIdleNanos));
    details.put("longestCallSeconds", Documents.seconds(database.longestCallNanos));
    details.put("pingIntervalSeconds", Documents.seconds(database.pingIntervalNanos));
    details.put("serverLimit", database.serverLimit);
    details.put("pingCoverage", database.coverage);
    details.put("figuresAgeSeconds", Documents.seconds(database.countedNanosAgo));
    details.put("answeredSecondsAgo", Documents.seconds(database.answeredNanosAgo));
    details.put("pingedSecondsAgo", Documents.seconds(database.pingedNanosAgo));
    details.put("breaker", EnumWords.of(database.breaker));
    if (database.budgetShare > 0) {
      Map<String, Object> budget = new LinkedHashMap<>();
      budget.put("used", database.budgetUsed);
      budget.put("share", database.budgetShare);
      details.put("budget", budget);
    }
    details.put("counts", counts(database));
    details.put("timings", timings(database));
    details.put("history", history(model.history(database)));
    details.put("events", Documents.events(database.events));
    details.put("connectionList", connectionList(model, database.name));
    details.put("watchedOnly", watchedOnly(database));
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

  private static List<Object> watchedOnly(DatabaseState database) {
    List<Object> list = new ArrayList<>();
    for (WatchedConnection each : database.watchedOnly) {
      if (list.size() < MOST_CONNECTIONS) {
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("seenSecondsAgo", Documents.seconds(each.seenNanosAgo));
        connection.put("usedSecondsAgo", Documents.seconds(each.usedNanosAgo));
        list.add(connection);
      }
    }
    return list;
  }

  private static List<Object> findings(List<Finding> findings) {
    List<Object> list = new ArrayList<>();
    for (Finding each : findings) {
      Map<String, Object> finding = new LinkedHashMap<>();
      finding.put("fault", EnumWords.of(each.fault));
      finding.put("urgent", each.urgent);
      finding.put("what", each.what);
      finding.put("todo", each.todo);
      list.add(finding);
    }
    return list;
  }

  /** The oldest first, as a list of each figure: names would be most of it. */
  private static Map<String, Object> history(List<History.Entry> entries) {
    Map<String, Object> history = new LinkedHashMap<>();
    history.put("stepSeconds", History.STEP_NANOS / 1_000_000_000);
    history.put("heals", list(entries, entry -> entry.heals));
    history.put("failures", list(entries, entry -> entry.failures));
    history.put("refusals", list(entries, entry -> entry.refusals));
    history.put("down", list(entries, entry -> entry.down ? 1 : 0));
    return history;
  }

  private static List<Object> list(
      List<History.Entry> entries, ToIntFunction<History.Entry> figure) {
    return entries.stream().map(figure::applyAsInt).collect(Collectors.toList());
  }

  private static List<Object> connectionList(Model model, String database) {
    List<Object> list = new ArrayList<>();
    for (ConnectionState each : model.control().connections(database, MOST_CONNECTIONS)) {
      Map<String, Object> connection = new LinkedHashMap<>();
      connection.put("id", each.id);
      connection.put("state", EnumWords.of(each.at));
      connection.put("ageSeconds", Documents.seconds(each.ageNanos));
      connection.put("idleSeconds", Documents.seconds(each.idleNanos));
      connection.put("pingedSecondsAgo", Documents.seconds(each.pingedNanosAgo));
      list.add(connection);
    }
    return list;
  }
}
