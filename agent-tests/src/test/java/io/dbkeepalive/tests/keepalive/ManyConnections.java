package io.dbkeepalive.tests.keepalive;

import io.dbkeepalive.tests.support.Await;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Holds many connections, idle, and says what that costs: {@code heap <bytes per connection>}, of
 * the agent's threads {@code cpu <per cent of a core>} and {@code threads <at rest>}, and, as JMX
 * shows it, {@code coverage <1 if each was pinged in time>}, where there is an agent.
 */
public final class ManyConnections {
  private static final PrintStream OUT = System.out;
  private static final Duration BEAN_TIMEOUT = Duration.ofSeconds(60);
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private ManyConnections() {}

  /**
   * @param arguments how many, for how many seconds, URL, user, password
   */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    Connection first = open(arguments); // classes are loaded, and woven
    awaitBean(); // and those of JMX, which the agent uses some seconds later
    first.close();
    long before = usedHeap();
    List<Connection> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      held.add(open(arguments));
    }
    OUT.println("heap " + (usedHeap() - before) / count);
    long cpu = agentCpuNanos();
    Thread.sleep(seconds * 1_000); // idleness itself is measured
    OUT.println("cpu " + 100.0 * (agentCpuNanos() - cpu) / (seconds * 1e9));
    OUT.println("threads " + agentThreads().size());
    for (ObjectName database : databases()) {
      OUT.println("coverage " + SERVER.getAttribute(database, "PingCoverage"));
    }
    OUT.println("held " + held.size());
  }

  private static Connection open(String[] arguments) throws SQLException {
    return DriverManager.getConnection(arguments[2], arguments[3], arguments[4]);
  }

  private static void awaitBean() {
    boolean agent =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.startsWith("-javaagent:"));
    if (agent) {
      Await.until("a bean of the database", BEAN_TIMEOUT, () -> !databases().isEmpty());
    }
  }

  private static Set<ObjectName> databases() {
    try {
      return SERVER.queryNames(new ObjectName("io.dbkeepalive:type=Database,*"), null);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long agentCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return agentThreads().stream()
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
        .sum();
  }

  private static List<ThreadInfo> agentThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<ThreadInfo> found = new ArrayList<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("dbkeepalive-")) {
        found.add(thread);
      }
    }
    return found;
  }
}
