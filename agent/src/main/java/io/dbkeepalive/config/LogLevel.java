package io.dbkeepalive.config;

/** The least severe event that is logged, from few lines to many. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
