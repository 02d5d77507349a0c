package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.support.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@link Footprint} without and with the agent. */
final class Memory implements Part {
  private static final List<Path> CLASS_PATH =
      List.of(ChildJvm.jarOf(Memory.class), ChildJvm.jarOf(org.h2.Driver.class));

  private final Figures figures;

  Memory(Figures figures) {
    this.figures = figures;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void round() throws IOException {
    for (Contestant who : List.of(Contestant.BARE, Contestant.AGENT, Contestant.OPENTELEMETRY)) {
      Child.run(who, CLASS_PATH, List.of("-Xmx2g"), Footprint.class)
          .forEach((what, value) -> figures.add("footprint " + what, who, value));
    }
  }

  @Override
  public String report() {
    Table table =
        new Table("beside", "bytes a connection", "bytes an open statement", "metaspace, MiB");
    for (Contestant who : List.of(Contestant.AGENT, Contestant.OPENTELEMETRY)) {
      table.row(
          who.label,
          figures.over("footprint connection", who, "%.0f"),
          figures.over("footprint statement", who, "%.0f"),
          Figures.format(
              "+%.1f",
              (figures.median("footprint metaspace", who)
                      - figures.median("footprint metaspace", Contestant.BARE))
                  / (1 << 20)));
    }
    return """
        ## Memory
        Over bare, H2 in memory: the heap of 5,000 connections, and of 50,000 open prepared statements with two parameters; the metaspace after one
        statement ran (`Footprint`). The jar has %s KiB.

        """
            .formatted(jarKib())
        + table;
  }

  private static long jarKib() {
    try {
      return Files.size(ChildJvm.agentJar()) >> 10;
    } catch (IOException e) {
      throw new IllegalStateException("no size of " + ChildJvm.agentJar(), e);
    }
  }
}
