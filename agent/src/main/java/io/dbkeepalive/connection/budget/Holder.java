package io.dbkeepalive.connection.budget;

/** What holds a place: a connection of the application. */
public interface Holder {
  /** How long its server has answered nothing. */
  long idleNanos();
}
