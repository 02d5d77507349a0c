package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.keepalive.ManyConnections;
import io.dbkeepalive.tests.support.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the background costs of the processor, by the number of idle connections. */
final class Scale implements Part {
  private static final List<Integer> COUNTS = List.of(10, 100, 1_000, 10_000);
  private static final int SECONDS = 12;

  private static final List<Path> CLASS_PATH =
      List.of(ChildJvm.jarOf(ManyConnections.class), ChildJvm.jarOf(org.h2.Driver.class));

  private final Figures figures;

  Scale(Figures figures) {
    this.figures = figures;
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public void round() throws IOException {
    for (int count : COUNTS) {
      double percent =
          Child.run(
                  Contestant.AGENT,
                  CLASS_PATH,
                  List.of("-Xmx1g", "-Ddbkeepalive.ping-interval=10s"),
                  ManyConnections.class,
                  count,
                  SECONDS,
                  "jdbc:h2:mem:many;DB_CLOSE_DELAY=-1",
                  "sa",
                  "sa")
              .get("cpu");
      figures.add(key(count), Contestant.AGENT, percent);
    }
  }

  @Override
  public String report() {
    Table table = new Table("connections", "per cent of a core", "µs a second for each");
    for (int count : COUNTS) {
      double percent = figures.median(key(count), Contestant.AGENT);
      table.row(
          "" + count,
          Figures.format("%.3f", percent),
          Figures.format("%.2f", percent * 1e4 / count));
    }
    return """
        ## Scale
        Idle connections to H2 in memory, each pinged every 10 s, thirty times as often as by default: processor time of the agent's threads, the
        clock and the sweeper's rounds included, which are all that ten connections cost (`ManyConnections`).

        """
        + table;
  }

  private static String key(int count) {
    return count + " idle";
  }
}
