package io.dbkeepalive.tests.keepalive;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds many connections to H2 in memory, idle, and says what that costs: {@code heap <bytes per
 * connection>}, and of the agent's threads {@code cpu <per cent of a core>} and {@code threads <at
 * rest>}.
 */
public final class ManyConnections {
  private static final PrintStream OUT = System.out;

  private ManyConnections() {}

  /**
   * @param arguments how many, and for how many seconds
   */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    int count = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    open(); // classes are loaded, and woven
    long before = usedHeap();
    List<Connection> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      held.add(open());
    }
    OUT.println("heap " + (usedHeap() - before) / count);
    long cpu = agentCpuNanos();
    Thread.sleep(seconds * 1_000); // idleness itself is measured
    OUT.println("cpu " + 100.0 * (agentCpuNanos() - cpu) / (seconds * 1e9));
    OUT.println("threads " + agentThreads().size());
    OUT.println("held " + held.size());
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:many;DB_CLOSE_DELAY=-1");
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
