package io.dbkeepalive.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.dbkeepalive.tests.support.AgentLog;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Calls on a healthy connection allocate nothing; the driver here allocates nothing itself. */
class AllocationIT {
  private static final int CALLS = 20_000;

  /** What the agent keeps of a statement without parameters. */
  private static final int OF_A_STATEMENT = 144;

  private interface Call {
    void number(int i) throws SQLException;
  }

  @Test
  void healthyCallsAllocateNothing() throws SQLException {
    StubDriver driver = new StubDriver();
    DriverManager.registerDriver(driver);
    AgentLog log = AgentLog.fromNow();
    try (Connection connection = DriverManager.getConnection(StubDriver.URL);
        PreparedStatement query = connection.prepareStatement("SELECT a FROM t WHERE b = ?")) {
      assertEquals(1, log.lines("connection-opened").size(), "the agent looks after it");
      assertAllocatesNothing("setAutoCommit", i -> connection.setAutoCommit(i % 2 == 0));
      assertAllocatesNothing("setReadOnly", i -> connection.setReadOnly(i % 2 == 0));
      assertAllocatesNothing(
          "both in turn",
          i -> {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.commit();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
          });
      assertAllocatesNothing("setInt", i -> query.setInt(1, i));
      assertAllocatesNothing("setString", i -> query.setString(2, "left"));
      assertAllocatesNothing("executeQuery", i -> query.executeQuery());
      assertAllocatesNothing(
          "the call of the benchmark",
          i -> {
            query.setInt(1, i);
            query.setString(2, "left");
            try (ResultSet rows = query.executeQuery()) {
              rows.next();
              rows.getInt(1);
            }
          });
      assertAllocatesNothing("isClosed", i -> connection.isClosed());
      long created = allocatedBy(i -> connection.createStatement().close()) / CALLS;
      assertTrue(created > 0, "the agent looks after the statement");
      assertTrue(created <= OF_A_STATEMENT, created + " bytes to create and close a statement");
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  private static void assertAllocatesNothing(String what, Call call) throws SQLException {
    long allocated = allocatedBy(call);
    assertTrue(allocated < CALLS, () -> what + ": " + allocated + " bytes in " + CALLS + " calls");
  }

  private static long allocatedBy(Call call) throws SQLException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < CALLS; i++) { // what is allocated once: the first calls are not counted
      call.number(i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.number(i);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
