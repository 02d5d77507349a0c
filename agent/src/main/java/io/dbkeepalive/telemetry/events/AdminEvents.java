package io.dbkeepalive.telemetry.events;

/** Of the HTTP endpoint, alerts and the webhook. Thread-safe. */
public final class AdminEvents {
  private AdminEvents() {}

  /**
   * @param address with the port in use
   */
  public static void started(String address) {
    Event.of(EventType.ADMIN_STARTED).with("address", address).emit();
  }

  /** There is no HTTP endpoint; all else works. */
  public static void unusable(String address, String remedy, Throwable reason) {
    Event.of(EventType.ADMIN_UNUSABLE)
        .with("address", address)
        .with("remedy", remedy)
        .failure(reason)
        .emit();
  }

  /**
   * A request was refused that is hardly a mistake.
   *
   * @param reason of a closed set: nothing that the client has sent
   */
  public static void refused(String client, String reason) {
    Event.of(EventType.ADMIN_REFUSED).with("client", client).with("reason", reason).emit();
  }

  /** Somebody has made the agent do something. */
  public static void action(String action, String by, String result) {
    Event.of(EventType.ADMIN_ACTION)
        .with("action", action)
        .with("by", by)
        .with("result", result)
        .emit();
  }

  /**
   * @param database null where the agent as a whole is concerned
   */
  public static void alert(String alert, String database, String reason) {
    Event.of(EventType.ALERT).with("alert", alert).about(database).with("reason", reason).emit();
  }

  public static void alertOver(String alert, String database, long lastedNanos) {
    Event.of(EventType.ALERT_OVER)
        .with("alert", alert)
        .about(database)
        .span("lasted", lastedNanos)
        .emit();
  }

  /** The alert stands in the log all the same. */
  public static void webhookFailed(String reason) {
    Event.of(EventType.WEBHOOK_FAILED).with("reason", reason).emit();
  }
}
