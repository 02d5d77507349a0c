package io.dbkeepalive.telemetry.events;

/** Of what is done to connections that nobody uses. Thread-safe. */
public final class PingEvents {
  private PingEvents() {}

  /** In the background. */
  public static void pinged(
      long id, String database, long idleNanos, boolean answered, long tookNanos) {
    Event.of(answered ? EventType.CONNECTION_PINGED : EventType.PING_FAILED)
        .about(id, database)
        .span("idle", idleNanos)
        .span("took", tookNanos)
        .emit();
  }

  /**
   * After how much idleness connections are pinged; once per database.
   *
   * @param limits of its server, in words
   */
  public static void interval(String database, long intervalNanos, String limits) {
    Event.of(EventType.PING_INTERVAL)
        .about(database)
        .span("interval", intervalNanos)
        .with("server-limit", limits)
        .emit();
  }

  /** A connection was found dead that had been idle for less than any before. */
  public static void idleDeath(String database, long ageNanos, long intervalNanos) {
    Event.of(EventType.IDLE_DEATH)
        .about(database)
        .span("idle", ageNanos)
        .span("interval", intervalNanos)
        .emit();
  }
}
