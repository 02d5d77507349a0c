package io.dbkeepalive.telemetry.state;

/** What is timed for each database. Each row is a metric, in seconds. */
public enum Timer {
  OPEN("open_duration", "How long the application's own connects took."),
  HEAL("heal_duration", "From the loss of a connection to its new one, waiting included."),
  PING("ping_duration", "How long pings in the background took, answered or not.");

  /** Without the prefix and the unit that all have. */
  public final String metric;

  public final String help;

  Timer(String metric, String help) {
    this.metric = metric;
    this.help = help;
  }
}
