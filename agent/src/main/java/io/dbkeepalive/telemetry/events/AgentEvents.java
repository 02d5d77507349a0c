package io.dbkeepalive.telemetry.events;

/** Of the agent as a whole. Thread-safe. */
public final class AgentEvents {
  private AgentEvents() {}

  /**
   * @param options that differ from their defaults; empty if none does
   */
  public static void started(String version, String options) {
    Event.of(EventType.AGENT_STARTED)
        .with("version", version)
        .with("options", options.isEmpty() ? "default" : options)
        .emit();
  }

  /**
   * @param by who switched it off; null if it was never on
   */
  public static void disabled(String by) {
    Event.of(EventType.AGENT_DISABLED).with("by", by).emit();
  }

  public static void enabled(String by) {
    Event.of(EventType.AGENT_ENABLED).with("by", by).emit();
  }

  /** A sentence that names key, value, bounds and remedy. */
  public static void optionWrong(String sentence) {
    Event.of(EventType.OPTION_WRONG).with("reason", sentence).emit();
  }

  /** A defect of ours: the application's call ran as if there were no agent. */
  public static void failed(String where, Throwable defect) {
    error(where, defect).emit();
  }

  static Event error(String where, Throwable defect) {
    return Event.of(EventType.AGENT_ERROR).with("where", where).failure(defect);
  }

  public static void jmxMissing(String bean, Throwable reason) {
    Event.of(EventType.JMX_MISSING).with("bean", bean).failure(reason).emit();
  }

  /**
   * @param what happened in the last hour, in words
   */
  public static void hourly(String what) {
    Event.of(EventType.HOURLY_SUMMARY).with("counts", what).emit();
  }
}
