package io.dbkeepalive.telemetry.state;

import java.time.Instant;

/** An event as it is shown later, secrets masked. Immutable. */
public final class RecentEvent {
  /** Of the last time. */
  public final Instant time;

  public final String level;
  public final String event;

  /** Null where no single database is concerned. */
  public final String database;

  /** The fields as in the log. */
  public final String text;

  /** How often it has happened in a row, at most a few seconds apart. */
  public final int times;

  RecentEvent(Instant time, String level, String event, String database, String text, int times) {
    this.time = time;
    this.level = level;
    this.event = event;
    this.database = database;
    this.text = text;
    this.times = times;
  }

  RecentEvent again(Instant when) {
    return new RecentEvent(when, level, event, database, text, times + 1);
  }

  /** One line, as in the log. */
  @Override
  public String toString() {
    String repeated = times > 1 ? " times=" + times : "";
    return time + " " + level + " " + event + " " + text + repeated;
  }
}
