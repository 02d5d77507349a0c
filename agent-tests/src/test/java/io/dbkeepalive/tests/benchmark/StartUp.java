package io.dbkeepalive.tests.benchmark;

import io.dbkeepalive.tests.support.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long a JVM takes from its start to its end. */
final class StartUp implements Part {
  private static final List<Contestant> MEASURED =
      List.of(Contestant.BARE, Contestant.EMPTY_AGENT, Contestant.AGENT, Contestant.OPENTELEMETRY);

  private static final List<Path> CLASS_PATH =
      List.of(ChildJvm.jarOf(StartUp.class), ChildJvm.jarOf(org.h2.Driver.class));

  private static final int RUNS_IN_A_ROUND = 5;

  private static final Map<String, Class<?>> PROGRAMS =
      new TreeMap<>(
          Map.of(
              "says hello", HelloWorld.class,
              "opens and closes an H2 connection", FirstConnection.class));

  private final Figures figures;

  StartUp(Figures figures) {
    this.figures = figures;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void round() throws Exception {
    for (int i = 0; i < RUNS_IN_A_ROUND; i++) {
      for (Map.Entry<String, Class<?>> program : PROGRAMS.entrySet()) {
        for (Contestant who : MEASURED) {
          long start = System.nanoTime();
          Child.run(who, CLASS_PATH, List.of(), program.getValue());
          figures.add(program.getKey(), who, (System.nanoTime() - start) / 1e6);
        }
      }
    }
  }

  @Override
  public String report() {
    Table table = new Table("program", "beside", "ms", "ms over bare");
    for (String program : PROGRAMS.keySet()) {
      for (Contestant who : MEASURED) {
        boolean bare = who == Contestant.BARE;
        table.row(
            program,
            who.label,
            figures.value(program, who, "%.0f"),
            bare ? "" : figures.over(program, who, "%.0f"));
      }
    }
    return "## Start\nFrom the start of a JVM to its end.\n\n" + table;
  }
}
