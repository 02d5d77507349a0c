package io.dbkeepalive.telemetry.jmx;

/**
 * The connections of this JVM to one database, as of the agent's last look at them, which is no
 * longer ago than a second. Asking sends nothing to the database. Thread-safe.
 */
public interface DatabaseMXBean {
  /** Open ones of the application's, lost ones included. */
  int getConnections();

  /** Those that are known to be lost, and are not healed yet. */
  int getLostConnections();

  /** Those that are in no call. */
  int getIdleConnections();

  /** Of the one that the server has not answered for the longest time, in seconds. */
  double getLongestIdleSeconds();

  /** After how much idleness a connection is pinged, in seconds; infinite if never. */
  double getPingIntervalSeconds();

  /** The share of idle connections that were pinged in time: 0 to 1, and 1 if none is idle. */
  double getPingCoverage();

  /** How old these figures are, in seconds: the heartbeat of who looks after idle connections. */
  double getFiguresAgeSeconds();

  /** In the background, since the start. */
  long getPingsAnswered();

  /** The same that came to nothing: the connection was lost. */
  long getPingsFailed();
}
