package io.dbkeepalive.telemetry.jmx;

import java.util.List;
import java.util.Map;

/**
 * The agent as a whole. Each event from WARN on, and alerts that are over, are sent as
 * notifications too, of the type {@code io.dbkeepalive.<event>}. Reading sends nothing to any
 * database. Thread-safe.
 */
public interface AgentMXBean {
  String getVersion();

  /** False: it only looks on. */
  boolean isEnabled();

  /** Whether all databases are there, as far as is known. */
  boolean isHealthy();

  /** Their short names. */
  List<String> getDatabases();

  /** By key: the value, and where it was given. Secrets are masked. */
  Map<String, String> getOptions();

  /** What of the JVM's own settings matters: {@code dns-cache-ttl} in seconds, -1 for ever. */
  Map<String, String> getSettings();

  /** The newest first, a bounded number. */
  List<String> getRecentEvents();

  /** Defects of the agent itself, since its start. */
  long getAgentErrors();

  double getUptimeSeconds();

  /** All that is known, as the JSON of {@code /health/detailed}. */
  String getDetails();

  /** The same as numbers, in Prometheus' text format: what {@code /metrics} says. */
  String getMetrics();

  /** Pings all connections that are in no call, and says what came of it, within seconds. */
  String ping();

  /** Heals all lost connections that hold nothing, and says what came of it, within seconds. */
  String recover();

  void enable();

  /** From now on the agent only looks on; what it has healed before, it still looks after. */
  void disable();
}
