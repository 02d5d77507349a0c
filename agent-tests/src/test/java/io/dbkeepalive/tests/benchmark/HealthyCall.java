package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What applications do all day: two parameters, one query, one row. It knows nothing of the agent,
 * which is there or not by the command line of the JVM.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HealthyCall {
  /** A power of two; more than one, for H2 answers the same question twice from memory. */
  private static final int ROWS = 1024;

  /** H2 works for the answer; the stub does nothing, so all that shows is what the agent adds. */
  @Param({"h2", "stub"})
  public String driver;

  private Connection connection;
  private PreparedStatement query;
  private int next;

  @Setup
  public void open() throws SQLException {
    meetLinkedSets();
    if (driver.equals("stub")) {
      DriverManager.registerDriver(new StubDriver());
      connection = DriverManager.getConnection(StubDriver.URL);
    } else {
      connection = DriverManager.getConnection("jdbc:h2:mem:benchmark");
      fill();
    }
    query = connection.prepareStatement("SELECT price FROM item WHERE id = ? AND shelf = ?");
  }

  /**
   * H2 iterates over sets in each call. As long as a JVM has met no other set than {@code HashSet},
   * the compiler does without their iterators, 120 bytes; in any real application it has.
   */
  private static void meetLinkedSets() {
    int sum = 0;
    for (int i = 0; i < 10_000; i++) {
      for (Integer each : new LinkedHashSet<>(List.of(i))) {
        sum += each;
      }
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was met");
    }
  }

  private void fill() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE item(id INT PRIMARY KEY, shelf VARCHAR(10), price INT)");
      statement.execute(
          "INSERT INTO item SELECT x, 'left', 2 * x FROM SYSTEM_RANGE(0, " + (ROWS - 1) + ")");
    }
  }

  @Benchmark
  public int readOneRow() throws SQLException {
    next = (next + 1) & (ROWS - 1);
    query.setInt(1, next);
    query.setString(2, "left");
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        throw new IllegalStateException("no row of id " + next + ": the benchmark is broken");
      }
      return rows.getInt(1);
    }
  }

  @TearDown
  public void close() throws SQLException {
    query.close();
    connection.close();
  }
}
