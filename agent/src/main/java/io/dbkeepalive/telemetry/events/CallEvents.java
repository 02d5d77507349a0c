package io.dbkeepalive.telemetry.events;

/** Of calls that met a lost connection, or get no answer. Thread-safe. */
public final class CallEvents {
  private CallEvents() {}

  public static void refused(
      long id, String database, String call, String reason, String verdict, String cause) {
    Event.of(EventType.CALL_REFUSED)
        .about(id, database)
        .with("call", call)
        .with("reason", reason)
        .with("verdict", verdict)
        .with("cause", cause)
        .emit();
  }

  /** It was run over a new connection; that is not said of what was never sent before. */
  public static void repeated(long id, String database, String call, boolean wentWell) {
    Event.of(EventType.CALL_REPEATED)
        .about(id, database)
        .with("call", call)
        .with("outcome", wentWell ? "succeeded" : "failed")
        .emit();
  }

  /**
   * A call lost its connection, and the agent only looks on.
   *
   * @param would {@code heal}, or the reason for which the call would have been refused
   * @param times how often that word would have been heal, or not, so far
   */
  public static void observed(
      long id,
      String database,
      String call,
      String cause,
      String would,
      String verdict,
      long times) {
    Event.of(would.equals("heal") ? EventType.WOULD_HEAL : EventType.WOULD_REFUSE)
        .about(id, database)
        .with("call", call)
        .with("cause", cause)
        .with("reason", would)
        .with("verdict", verdict)
        .with("times", times)
        .emit();
  }

  /** A call gets no answer; said once of each. */
  public static void stalled(long id, String database, long forNanos, String thread) {
    Event.of(EventType.CALL_STALLED)
        .about(id, database)
        .span("for", forNanos)
        .with("thread", thread)
        .emit();
  }

  /**
   * The connection of a stalled call was ended.
   *
   * @param proof a sentence: why the call could never have had an answer
   */
  public static void aborted(long id, String database, long forNanos, String thread, String proof) {
    Event.of(EventType.CALL_ABORTED)
        .about(id, database)
        .span("for", forNanos)
        .with("thread", thread)
        .with("proof", proof)
        .emit();
  }
}
