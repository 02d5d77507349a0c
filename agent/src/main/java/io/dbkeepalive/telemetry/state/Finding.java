package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.EnumWords;

/** What is at fault with one database, and what to do. Immutable. */
public final class Finding {
  /** Who is, as far as can be told from here. */
  public enum Fault {
    DATABASE,
    NETWORK,
    SETTINGS,
    APPLICATION,
    AGENT
  }

  public final Fault fault;

  /** Whether somebody has to act now, at night too. */
  public final boolean urgent;

  /** A sentence. */
  public final String what;

  /** The same. */
  public final String todo;

  Finding(Fault fault, boolean urgent, String what, String todo) {
    this.fault = fault;
    this.urgent = urgent;
    this.what = what;
    this.todo = todo;
  }

  /** Two sentences in a line. */
  @Override
  public String toString() {
    String who = EnumWords.of(fault);
    return (urgent ? "now, the " : "the ") + who + ": " + what + " To do: " + todo;
  }
}
