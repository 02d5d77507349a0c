package io.dbkeepalive.tests.benchmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Says what connections to H2 in memory, and statements on one of them, take of the memory. */
public final class Footprint {
  private static final PrintStream OUT = System.out;
  private static final int CONNECTIONS = 5_000;
  private static final int STATEMENTS = 50_000;

  private Footprint() {}

  public static void main(String[] none) throws SQLException, InterruptedException {
    try (Connection first = open()) { // classes are loaded, and woven
      prepare(first).close();
      OUT.println("metaspace " + metaspace());
      List<AutoCloseable> held = new ArrayList<>(STATEMENTS);
      long before = usedHeap();
      for (int i = 0; i < CONNECTIONS; i++) {
        held.add(open());
      }
      OUT.println("connection " + (usedHeap() - before) / (double) CONNECTIONS);
      held.clear();
      before = usedHeap();
      for (int i = 0; i < STATEMENTS; i++) {
        held.add(prepare(first));
      }
      OUT.println("statement " + (usedHeap() - before) / (double) STATEMENTS);
      OUT.println("held " + held.size());
    }
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:footprint;DB_CLOSE_DELAY=-1");
  }

  private static PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement("SELECT ? + ?");
    statement.setInt(1, 1);
    statement.setInt(2, 2);
    statement.executeQuery().close();
    return statement;
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200); // weak references are cleared by threads of the agent's and the driver's
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
