package io.dbkeepalive.commandline.jvm;

import io.dbkeepalive.commandline.CommandFailure;
import io.dbkeepalive.telemetry.Presence;
import java.util.Properties;

/** The line to a JVM that the attach API gives. Of one thread. */
final class Attached implements AutoCloseable {
  private static final String CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";

  /** What Java 8 makes of "return code: 0", as JVMs from 10 on answer: the agent is loaded. */
  private static final String DONE_BY_A_NEWER_ONE = "Non-numeric value found";

  private final Object machine;

  private Attached(Object machine) {
    this.machine = machine;
  }

  static Attached to(Jvm jvm) throws CommandFailure {
    return new Attached(AttachApi.attach(jvm.pid));
  }

  Properties systemProperties() throws CommandFailure {
    return (Properties) AttachApi.call(machine, "getSystemProperties");
  }

  /** Null if the agent does not run there. */
  Presence presence() throws CommandFailure {
    return Presence.in(systemProperties());
  }

  /**
   * Where that JVM takes JMX connections of its own machine and user; it begins to if it did not.
   */
  String jmxAddress() throws CommandFailure {
    Properties known = (Properties) AttachApi.call(machine, "getAgentProperties");
    String address = known.getProperty(CONNECTOR);
    return address != null
        ? address
        : (String) AttachApi.call(machine, "startLocalManagementAgent");
  }

  /** Calls the agent's {@code agentmain}, which starts it or, where it runs, shows its beans. */
  void load(String jar, String options) throws CommandFailure {
    try {
      AttachApi.call(machine, "loadAgent", jar, options);
    } catch (CommandFailure e) {
      if (!String.valueOf(e.getMessage()).contains(DONE_BY_A_NEWER_ONE)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    try {
      AttachApi.call(machine, "detach");
    } catch (CommandFailure e) {
      return; // it has ended meanwhile
    }
  }
}
