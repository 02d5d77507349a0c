package io.dbkeepalive.tests.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;

/** {@link Item}s read from a server: says what one call takes, and what the server has counted. */
public final class ServerCalls {
  private static final PrintStream OUT = System.out;
  private static final int CALLS = 10_000;
  private static final int WARMUPS = 10_000;

  private ServerCalls() {}

  /**
   * @param arguments contestant, URL, user, password
   */
  public static void main(String[] arguments) throws Exception {
    Contestant who = Contestant.valueOf(arguments[0]);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Connection connection = who.open(arguments[1], arguments[2], arguments[3]);
        Item item = new Item(connection)) {
      for (int i = 0; i < WARMUPS; i++) {
        item.readOne();
      }
      ServerCount count = new ServerCount(connection);
      long counted = count.now();
      Times times = new Times(CALLS);
      long cpu = threads.getCurrentThreadCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        long start = System.nanoTime();
        item.readOne();
        times.add(System.nanoTime() - start);
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
      cpu = threads.getCurrentThreadCpuTime() - cpu;
      OUT.println("statements " + count.since(counted));
      OUT.println("tenth " + times.quantile(0.1));
      OUT.println("median " + times.quantile(0.5));
      OUT.println("cpu " + cpu / (double) CALLS);
      OUT.println("bytes " + bytes / (double) CALLS);
    }
  }
}
