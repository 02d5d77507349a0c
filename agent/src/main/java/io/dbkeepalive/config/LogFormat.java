package io.dbkeepalive.config;

/** How a line of the log is written. */
public enum LogFormat {
  /** Time, level, event and {@code key=value} pairs, for people and {@code grep}. */
  TEXT,
  /** One JSON object a line, with the same fields. */
  JSON
}
