package io.dbkeepalive.commandline.jvm;

import io.dbkeepalive.commandline.CommandFailure;
import io.dbkeepalive.telemetry.Presence;
import io.dbkeepalive.telemetry.jmx.AgentMXBean;
import io.dbkeepalive.telemetry.jmx.Beans;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The agent of another JVM, by its beans. Of one thread. */
public final class RunningAgent implements AutoCloseable {
  /** From an attach to its beans; loading the agent again makes newer JVMs warn. */
  private static final long USUAL_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  static {
    // a JVM that has stopped would hold us up for ever; ping and recover take at most 24 s
    System.setProperty("sun.rmi.transport.tcp.responseTimeout", "40000");
  }

  public final Jvm jvm;

  /** Of that JVM, as they were when we came. */
  public final Properties systemProperties;

  public final AgentMXBean agent;

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private RunningAgent(Jvm jvm, Properties systemProperties, JMXConnector connector)
      throws IOException {
    this.jvm = jvm;
    this.systemProperties = systemProperties;
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
    this.agent = JMX.newMXBeanProxy(beans, Beans.AGENT, AgentMXBean.class, true);
  }

  /** Connects; the agent shows its beans before their time, if it must. */
  @SuppressWarnings("BanJNDI") // the address is a JVM's of this user, as the attach API says it
  public static RunningAgent of(Jvm jvm) throws CommandFailure {
    try (Attached attached = Attached.to(jvm)) {
      Properties properties = attached.systemProperties();
      Presence presence = Presence.in(properties);
      if (presence == null) {
        throw CommandFailure.notReachable(
            jvm
                + " runs without the agent: start it with -javaagent:dbkeepalive.jar, or see attach",
            null);
      }
      JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(attached.jmxAddress()));
      try {
        RunningAgent running = new RunningAgent(jvm, properties, connector);
        running.awaitBeans(attached, presence);
        return running;
      } catch (CommandFailure | IOException | RuntimeException e) {
        connector.close();
        throw e;
      }
    } catch (IOException e) {
      throw CommandFailure.notReachable(jvm + " does not answer by JMX: " + e.getMessage(), e);
    }
  }

  /** Until shortly after the application's first connection, the agent must be asked for them. */
  private void awaitBeans(Attached attached, Presence presence) throws CommandFailure, IOException {
    if (areThereWithin(USUAL_WAIT_NANOS)) {
      return;
    }
    attached.load(presence.jar, "");
    if (!areThereWithin(MOST_WAIT_NANOS)) {
      throw CommandFailure.notReachable(
          jvm + " runs the agent, which does not show its beans: its log says jmx-missing", null);
    }
  }

  private boolean areThereWithin(long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    while (!beans.isRegistered(Beans.AGENT)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** By their short names, in their order. */
  public Map<String, DatabaseMXBean> databases() throws IOException {
    Map<String, DatabaseMXBean> databases = new TreeMap<>();
    for (String name : agent.getDatabases()) {
      if (beans.isRegistered(Beans.ofDatabase(name))) { // within a second of its first connection
        databases.put(
            name, JMX.newMXBeanProxy(beans, Beans.ofDatabase(name), DatabaseMXBean.class));
      }
    }
    return databases;
  }

  /** For beans that are not ours. */
  public MBeanServerConnection beans() {
    return beans;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      return; // it has ended meanwhile
    }
  }
}
