package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.events.AdminEvents;

/** What people make the agent do by one way; each is told in the log. Thread-safe. */
public final class Actions {
  private final Control control;
  private final String by;

  /**
   * @param by the way
   */
  public Actions(Control control, String by) {
    this.control = control;
    this.by = by;
  }

  /** See {@link Control#ping}. */
  public Checked ping(String database) {
    Checked result = control.ping(database);
    AdminEvents.action("ping", by, result.toString());
    return result;
  }

  /** See {@link Control#recover}. */
  public Checked recover(String database) {
    Checked result = control.recover(database);
    AdminEvents.action("recover", by, result.toString());
    return result;
  }

  /** See {@link Control#enable}. */
  public void enable(boolean on) {
    control.enable(on);
    AdminEvents.action(on ? "enable" : "disable", by, control.isEnabled() ? "enabled" : "disabled");
  }
}
