package io.dbkeepalive.tests.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The proof in full, peers included. */
public final class Proof {
  private static final Duration TIMEOUT = Duration.ofHours(2);

  private Proof() {}

  /**
   * @param arguments the directory for what it writes; the document whose tables are written anew;
   *     then, to try a part: contestants, configurations, cuts, each separated by commas, and a
   *     part of the workloads' names
   */
  public static void main(String[] arguments) throws Exception {
    List<Contestant> contestants =
        Arrays.stream(part(arguments, 2, Contestant.values())).map(Contestant::valueOf).toList();
    List<Configuration> configurations =
        Arrays.stream(part(arguments, 3, Configuration.values()))
            .map(Configuration::valueOf)
            .toList();
    List<CutKind> kinds =
        Arrays.stream(part(arguments, 4, CutKind.values())).map(CutKind::valueOf).toList();
    Contest contest =
        new Contest(
            Path.of(arguments[0]), kinds, arguments.length > 5 ? arguments[5] : "", TIMEOUT);
    List<Run> runs = new ArrayList<>();
    for (Contestant contestant : contestants) {
      List<Setup> setups = new ArrayList<>(Contest.setups(contestant, false, configurations));
      setups.addAll(Contest.setups(contestant, true, configurations));
      if (!setups.isEmpty()) {
        runs.addAll(contest.run(contestant, setups));
      }
    }
    runs.stream().filter(Run::isWrong).forEach(System.out::println);
    System.out.println(Tables.byContestant(runs));
    System.out.println(Tables.byKindOfCall(runs));
    System.exit(0);
  }

  private static String[] part(String[] arguments, int index, Enum<?>[] all) {
    return arguments.length > index && !arguments[index].isEmpty()
        ? arguments[index].split(",")
        : Arrays.stream(all).map(Enum::name).toArray(String[]::new);
  }
}
