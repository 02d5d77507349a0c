package io.dbkeepalive.telemetry.state;

/** What is counted for each database, since the start. Each row is a metric. */
public enum Counter {
  CONNECTIONS_OPENED("connections_opened", null, "Connections that the application has opened."),
  CONNECTIONS_UNMANAGED("connections_unmanaged", null, "Those of them that are left alone."),
  HEALS("heals", "cause", "Handles that got a new physical connection for a lost one."),
  HEAL_FAILURES("heal_failures", "reason", "Lost connections that could not be healed."),
  REFUSALS("refusals", "reason", "Calls that lost their connection and were not run again."),
  RETRIES("retries", "outcome", "Calls that were run again over a new connection."),
  PINGS("pings", "result", "Pings in the background."),
  RECYCLED("recycled", null, "Physical connections that were exchanged for their age."),
  STALLED_CALLS("stalled_calls", null, "Calls without an answer for stall-timeout."),
  ABORTED_CALLS("aborted_calls", null, "Those of them that were proven to get none."),
  LEAKS("leaks", null, "Connections that were held for longer than leak-threshold."),
  LEAKS_OVER("leaks_over", null, "Those of them that came back or are used again."),
  CONNECTION_TIMEOUTS("connection_timeouts", null, "Connects refused by max-connections."),
  BREAKER_OPENINGS("breaker_openings", null, "How often the circuit breaker has opened."),
  OBSERVED("observed_losses", "would", "Calls that lost their connection while only looked at.");

  /** Without the prefix and the ending that all have. */
  public final String metric;

  /** Null: it counts one thing. */
  public final String label;

  public final String help;

  Counter(String metric, String label, String help) {
    this.metric = metric;
    this.label = label;
    this.help = help;
  }
}
