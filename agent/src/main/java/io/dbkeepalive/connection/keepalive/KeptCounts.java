package io.dbkeepalive.connection.keepalive;

/** The connections to one database, as one sweep found them. */
final class KeptCounts {
  static final KeptCounts NONE = new KeptCounts();

  int connections;
  int lost;

  /** Neither lost nor in a call. */
  int idle;

  /** Of these, how many should have been pinged long ago. */
  int overdue;

  long longestIdleNanos;

  /** The share of idle connections that were pinged in time: 0 to 1, 1 if none is idle. */
  double coverage() {
    return idle == 0 ? 1 : (double) (idle - overdue) / idle;
  }
}
