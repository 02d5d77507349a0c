package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.MarkedSection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The proof in full, peers included. */
public final class Proof {
  private static final Duration TIMEOUT = Duration.ofHours(2);

  private Proof() {}

  /**
   * @param arguments the directory for what it writes; the document whose tables are written anew;
   *     then, to try a part, contestants, configurations, cuts, each separated by commas, and a
   *     part of the workloads' names; empty for all
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
    runs.stream().filter(Proof::failsUs).forEach(System.out::println);
    String section =
        String.format(
            "%s; %s.%n%n%s%n%s",
            LocalDate.now(ZoneOffset.UTC),
            versions(runs),
            Tables.byContestant(runs),
            Tables.byKindOfCall(runs));
    System.out.println(section);
    if (String.join("", Arrays.asList(arguments).subList(2, arguments.length)).isEmpty()) {
      // a part is not for the reader
      MarkedSection.of("proof").rewrite(Path.of(arguments[1]), section);
    }
    System.exit(runs.stream().anyMatch(Proof::failsUs) ? 1 : 0);
  }

  private static boolean failsUs(Run run) {
    return run.isWrong() && run.setup().contestant() == Contestant.AGENT;
  }

  /** Of all drivers and servers that took part. */
  private static String versions(List<Run> runs) throws SQLException {
    Set<String> versions = new TreeSet<>();
    for (Setup setup : runs.stream().map(Run::setup).collect(Collectors.toSet())) {
      try (Connection connection = DriverManager.getConnection(setup.directUrl(), setup.login())) {
        DatabaseMetaData data = connection.getMetaData();
        versions.add(
            setup.configuration().driver
                + " "
                + data.getDriverMajorVersion()
                + "."
                + data.getDriverMinorVersion()
                + " on "
                + data.getDatabaseProductName()
                + " "
                + data.getDatabaseProductVersion());
      }
    }
    return String.join(", ", versions) + ", Java " + Runtime.version().feature();
  }

  private static String[] part(String[] arguments, int index, Enum<?>[] all) {
    return arguments.length > index && !arguments[index].isEmpty()
        ? arguments[index].split(",")
        : Arrays.stream(all).map(Enum::name).toArray(String[]::new);
  }
}
