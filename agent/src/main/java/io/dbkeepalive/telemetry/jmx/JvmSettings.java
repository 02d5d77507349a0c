package io.dbkeepalive.telemetry.jmx;

import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of this JVM's settings matters to connections. Stateless. */
final class JvmSettings {
  private JvmSettings() {}

  /** As of now: the JDK has read them when it first looked up a name. Never throws. */
  static Map<String, String> all() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("dns-cache-ttl", dnsCache());
    return settings;
  }

  /**
   * In seconds, -1 for ever. JDK, {@code java.net} "Networking Properties" and
   * InetAddressCachePolicy: 30 by default, for ever under a security manager.
   */
  private static String dnsCache() {
    try {
      String set = Security.getProperty("networkaddress.cache.ttl");
      String old = set == null ? System.getProperty("sun.net.inetaddr.ttl") : set;
      return old != null ? old.trim() : System.getSecurityManager() == null ? "30" : "-1";
    } catch (SecurityException e) {
      return "";
    }
  }
}
