package io.dbkeepalive.telemetry.jmx;

import java.util.List;
import java.util.Map;

/**
 * The connections of this JVM to one database, as of the agent's last look at them, which is no
 * longer ago than a second or so. Reading sends nothing to the database. Counts are since the
 * start. Thread-safe.
 */
public interface DatabaseMXBean {
  /** Open ones of the application's, lost ones included. */
  int getConnections();

  /** Those that are known to be lost, and are not healed yet. */
  int getLostConnections();

  /** Those that are in no call and in no transaction. */
  int getIdleConnections();

  /** Those that are in a call. */
  int getBusyConnections();

  /** Those that are in no call, but in a transaction. */
  int getConnectionsInTransaction();

  /** Of the one that the server has not answered for the longest time, in seconds. */
  double getLongestIdleSeconds();

  /** Of the call that has run for the longest time, seen to a second; 0 if there is none. */
  double getLongestCallSeconds();

  /** After how much idleness a connection is pinged, in seconds; infinite if never. */
  double getPingIntervalSeconds();

  /** The share of idle connections that were pinged in time: 0 to 1, and 1 if none is idle. */
  double getPingCoverage();

  /** How old the figures above are: the heartbeat of who looks after idle connections. */
  double getFiguresAgeSeconds();

  /** Since the server last answered anything; infinite if never. */
  double getAnsweredSecondsAgo();

  /** Whether the database is there, as far as is known. */
  boolean isHealthy();

  /** Why, or why not. */
  String getHealthReason();

  /** Who is at fault, and what to do, the most urgent first; empty if all is well. */
  List<String> getFindings();

  /** {@code CLOSED}, {@code HALF_OPEN} or {@code OPEN}. */
  String getBreaker();

  /** Connections of the budget that are open. */
  int getBudgetUsed();

  /** How many this JVM may have; 0 without {@code max-connections}. */
  int getBudgetShare();

  /** In the background. */
  long getPingsAnswered();

  /** The same that came to nothing: the connection was lost. */
  long getPingsFailed();

  Map<String, Long> getHealsByCause();

  Map<String, Long> getRefusalsByReason();

  /** All counters there are, by name and, after a dot, label. */
  Map<String, Long> getCounts();

  /**
   * What of the application's own settings matters, as its first connection showed it; what is not
   * known is not there: {@code kind}, {@code class}, {@code read-timeout} in milliseconds or 0,
   * {@code connect-timeout}, {@code pool}, {@code competing}, {@code server-limit}.
   */
  Map<String, String> getSettings();

  /** The newest first, a bounded number. */
  List<String> getRecentEvents();

  /** As {@link AgentMXBean#ping}, of this database alone. */
  String ping();

  /** As {@link AgentMXBean#recover}, of this database alone. */
  String recover();
}
