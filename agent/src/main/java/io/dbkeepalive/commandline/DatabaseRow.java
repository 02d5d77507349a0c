package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import java.util.Locale;
import java.util.Map;

/** One database, as people see it in a line. Immutable. */
final class DatabaseRow {
  static final String[] HEADER = {
    "DATABASE",
    "STATE",
    "OPEN",
    "LOST",
    "BUSY",
    "IN-TX",
    "ANSWERED",
    "PING-EVERY",
    "HEALS",
    "REFUSALS",
    "BREAKER",
    "WHY"
  };

  private final String[] cells;

  private DatabaseRow(String... cells) {
    this.cells = cells;
  }

  static DatabaseRow of(String name, DatabaseMXBean database) {
    return new DatabaseRow(
        name,
        database.isHealthy() ? "UP" : "DOWN",
        Integer.toString(database.getConnections()),
        Integer.toString(database.getLostConnections()),
        Integer.toString(database.getBusyConnections()),
        Integer.toString(database.getConnectionsInTransaction()),
        ago(database.getAnsweredSecondsAgo()),
        span(database.getPingIntervalSeconds()),
        total(database.getHealsByCause()),
        total(database.getRefusalsByReason()),
        database.getBreaker(),
        database.getHealthReason());
  }

  String[] cells() {
    return cells.clone();
  }

  /** For a line of its own, where nothing says what the columns are. */
  String asFields() {
    StringBuilder line = new StringBuilder(cells[0]);
    for (int i = 1; i < cells.length; i++) {
      boolean last = i == cells.length - 1;
      line.append(' ')
          .append(HEADER[i].toLowerCase(Locale.ROOT))
          .append('=')
          .append(last ? "\"" + cells[i] + "\"" : cells[i]);
    }
    return line.toString();
  }

  private static String total(Map<String, Long> counts) {
    return Long.toString(counts.values().stream().mapToLong(Long::longValue).sum());
  }

  static String ago(double seconds) {
    return Double.isInfinite(seconds) ? "never" : span(seconds) + "-ago";
  }

  static String span(double seconds) {
    return Double.isInfinite(seconds) ? "never" : Spans.text((long) (seconds * 1e9));
  }
}
