package io.dbkeepalive.tests.proof;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts runs, as tables in Markdown. */
final class Tables {
  private Tables() {}

  /** What happened with each driver configuration, by who looked after it. */
  static String byContestant(List<Run> runs) {
    List<Contestant> contestants =
        runs.stream().map(run -> run.setup().contestant()).distinct().sorted().toList();
    StringBuilder table = new StringBuilder("| driver |");
    contestants.forEach(contestant -> table.append(" ").append(contestant.label).append(" |"));
    table.append("\n| --- |").append(" --- |".repeat(contestants.size())).append('\n');
    grouped(runs, run -> run.setup().configuration())
        .forEach(
            (configuration, ofIt) -> {
              table.append("| ").append(configuration.label).append(" |");
              contestants.forEach(
                  contestant ->
                      table
                          .append(' ')
                          .append(count(ofIt, run -> run.setup().contestant() == contestant))
                          .append(" |"));
              table.append('\n');
            });
    return table.toString();
  }

  /** What the agent made of each kind of call. */
  static String byKindOfCall(List<Run> runs) {
    StringBuilder table =
        new StringBuilder(
            "| the cut hit | while idle | request or reply lost | silence |\n"
                + "| --- | --- | --- | --- |\n");
    List<Run> agents =
        runs.stream()
            .filter(run -> run.setup().contestant() == Contestant.AGENT && run.kindCut() != null)
            .toList();
    grouped(agents, Run::kindCut)
        .forEach(
            (kind, ofIt) ->
                table.append(
                    String.format(
                        "| %s | %s | %s | %s |%n",
                        kind,
                        count(ofIt, run -> run.cut().isIdle()),
                        count(ofIt, run -> !run.cut().isIdle() && !run.cut().isSilent()),
                        count(ofIt, run -> run.cut().isSilent()))));
    return table.toString();
  }

  private static <K> Map<K, List<Run>> grouped(Collection<Run> runs, Function<Run, K> by) {
    return runs.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
  }

  /** Runs that were cut / with an error told / wrong; a dash if there is none. */
  private static String count(List<Run> runs, Predicate<Run> which) {
    List<Run> cut = runs.stream().filter(which).filter(run -> run.kindCut() != null).toList();
    return cut.isEmpty()
        ? "–"
        : String.format(
            "%,d / %,d / %,d",
            cut.size(),
            cut.stream().filter(Run::isTold).count(),
            cut.stream().filter(Run::isWrong).count());
  }
}
