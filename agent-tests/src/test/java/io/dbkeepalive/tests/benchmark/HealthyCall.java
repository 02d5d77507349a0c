package io.dbkeepalive.tests.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
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

/** An {@link Item} read over and over, each thread with a connection of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HealthyCall {
  static final String HEALED = "healed stub";

  /** H2 works for the answer; the stub does nothing, so all that shows is what is added. */
  @Param({"h2", "stub", HEALED})
  public String driver;

  @Param("BARE")
  public Contestant contestant;

  private Connection connection;
  private Item item;

  @Setup
  public void open() throws SQLException {
    meetLinkedSets();
    StubDriver.register();
    String url = driver.equals("h2") ? "jdbc:h2:mem:" : StubDriver.URL;
    connection = contestant.open(url, "", "");
    if (driver.equals("h2")) {
      Item.fill(connection);
    }
    item = new Item(connection);
    if (driver.equals(HEALED)) {
      StubDriver.loseAll();
    }
  }

  @Benchmark
  public int readOneRow() throws SQLException {
    return item.readOne();
  }

  @TearDown
  public void close() throws SQLException {
    item.close();
    connection.close();
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
}
