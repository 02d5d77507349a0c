package io.dbkeepalive.telemetry;

import java.util.Properties;

/**
 * How another program sees that a JVM runs the agent: by a system property, which is there from the
 * start and asks for no JMX. Immutable.
 */
public final class Presence {
  static final String PROPERTY = "io.dbkeepalive.agent";

  public final String version;

  /** The agent's, as that JVM names it; empty if not known. */
  public final String jar;

  private Presence(String version, String jar) {
    this.version = version;
    this.jar = jar;
  }

  /** That it runs in this JVM from now on. Never throws. */
  public static void announce(String version, String jar) {
    try {
      System.setProperty(PROPERTY, version + " " + jar);
    } catch (SecurityException e) {
      return; // only the command line cannot find us
    }
  }

  /**
   * @param properties of a JVM
   * @return null if the agent does not run there
   */
  public static Presence in(Properties properties) {
    String found = properties.getProperty(PROPERTY);
    if (found == null) {
      return null;
    }
    int blank = found.indexOf(' ');
    return blank < 0
        ? new Presence(found, "")
        : new Presence(found.substring(0, blank), found.substring(blank + 1));
  }
}
