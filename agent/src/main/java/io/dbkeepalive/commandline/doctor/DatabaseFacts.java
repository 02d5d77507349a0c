package io.dbkeepalive.commandline.doctor;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the connections to one database. Immutable. */
public final class DatabaseFacts {
  /** As {@code IdleLimits} writes it. */
  private static final Pattern SESSION = Pattern.compile("session (\\d+)s.*");

  final String name;

  /** In seconds; infinite if nothing is pinged. */
  final double pingIntervalSeconds;

  final long unmanaged;

  private final Map<String, String> settings;

  /**
   * @param settings see {@link io.dbkeepalive.telemetry.jmx.DatabaseMXBean#getSettings}
   * @param unmanaged how many connections were left alone
   */
  public DatabaseFacts(
      String name, double pingIntervalSeconds, long unmanaged, Map<String, String> settings) {
    this.name = name;
    this.pingIntervalSeconds = pingIntervalSeconds;
    this.unmanaged = unmanaged;
    this.settings = settings;
  }

  boolean isPinged() {
    return !Double.isInfinite(pingIntervalSeconds);
  }

  /** Empty for what is not known. */
  String setting(String key) {
    return settings.getOrDefault(key, "");
  }

  /** After how much idleness the server ends a session, in seconds; infinite if not known. */
  double serverLimitSeconds() {
    Matcher limit = SESSION.matcher(setting("server-limit"));
    return limit.matches() ? Double.parseDouble(limit.group(1)) : Double.POSITIVE_INFINITY;
  }
}
