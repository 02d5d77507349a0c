package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.DatabaseState;

/** The connections to one database, as one sweep found them. Written by the sweeper alone. */
final class KeptCounts {
  static final KeptCounts NONE = new KeptCounts();

  int connections;
  int lost;
  int busy;
  int inTransaction;

  /** Neither lost nor in a call. */
  int idle;

  /** Of these, how many should have been pinged long ago. */
  int overdue;

  long longestIdleNanos;

  /** See {@link Kept#busySince}. */
  long longestCallNanos;

  /** On one that is not lost, by {@code System.nanoTime}; null without any. */
  Long latestAnswer;

  void answered(long moment) {
    if (latestAnswer == null || moment - latestAnswer > 0) {
      latestAnswer = moment;
    }
  }

  void tell(DatabaseState.Builder state, long now) {
    state
        .connections(At.LOST, lost)
        .connections(At.BUSY, busy)
        .connections(At.IN_TRANSACTION, inTransaction)
        .connections(At.IDLE, connections - lost - busy - inTransaction)
        .longest(longestIdleNanos, longestCallNanos)
        .overdue(overdue, idle);
    if (latestAnswer != null) {
      state.answeredAgo(now - latestAnswer);
    }
  }
}
