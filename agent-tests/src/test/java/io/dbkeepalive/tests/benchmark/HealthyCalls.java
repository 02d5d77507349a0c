package io.dbkeepalive.tests.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link HealthyCall} with all contestants; with several threads only with and without us. */
final class HealthyCalls implements Part {
  static final String ON_H2 = time("h2", 1);

  private static final int WARMUPS = 20;
  private static final int MEASUREMENTS = 20;
  private static final TimeValue EACH = TimeValue.milliseconds(100);

  private final Figures figures;

  HealthyCalls(Figures figures) {
    this.figures = figures;
  }

  @Override
  public String name() {
    return "calls";
  }

  @Override
  public void round() throws RunnerException {
    for (int threads : List.of(1, 2, 8)) {
      for (String driver : List.of("h2", "stub")) {
        for (Contestant who : Contestant.values()) {
          boolean ours = who == Contestant.BARE || who == Contestant.AGENT;
          if (ours
              || threads == 1 && who.knows(driver.equals("h2") ? "jdbc:h2:" : StubDriver.URL)) {
            fork(who, driver, threads);
          }
        }
      }
    }
    fork(Contestant.AGENT, HealthyCall.HEALED, 1);
  }

  private void fork(Contestant who, String driver, int threads) throws RunnerException {
    List<String> options = new ArrayList<>(who.jvmOptions());
    options.add("-Xbatch"); // or a busy machine is still compiling when the warm-up is over
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(HealthyCall.class.getName())
                    .param("driver", driver)
                    .param("contestant", who.name())
                    .threads(threads)
                    .forks(1)
                    .warmupIterations(WARMUPS)
                    .warmupTime(EACH)
                    .measurementIterations(MEASUREMENTS)
                    .measurementTime(EACH)
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CpuTime.class)
                    .jvmArgsAppend(options.toArray(new String[0]))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    Map<String, Result> more = result.getAggregatedResult().getSecondaryResults();
    // the quiet tenth of a second of ten: other programs had the core in the others
    figures.add(
        time(driver, threads), who, result.getPrimaryResult().getStatistics().getPercentile(10));
    figures.add(
        cpu(driver, threads), who, more.get(CpuTime.LABEL).getStatistics().getPercentile(10));
    figures.add(
        bytes(driver, threads),
        who,
        more.get("gc.alloc.rate.norm").getStatistics().getPercentile(50));
  }

  @Override
  public String report() {
    Table table =
        new Table(
            "call",
            "threads",
            "beside",
            "ns",
            "ns over bare",
            "ratio",
            "processor ns",
            "processor ns over bare",
            "bytes over bare");
    for (String driver : List.of("h2", "stub", HealthyCall.HEALED)) {
      for (int threads : List.of(1, 2, 8)) {
        for (Contestant who : Contestant.values()) {
          if (figures.has(time(driver, threads), who)) {
            row(table, driver, threads, who);
          }
        }
      }
    }
    return """
        ## A healthy call
        On a prepared statement: set an `int` and a `String`, execute the query, read one row, close the result set (`HealthyCall`).
        On H2 in memory, and on a stub driver that does nothing: there all the time is what is added. *healed stub* is the same after
        the connection was lost and healed. Each JVM counts by the quiet one of ten tenths of a second; the figures are medians over the
        rounds, in brackets the least and the most of them. With several threads on few cores the clock tells who was let in; there only
        the processor time of the whole JVM counts, for each call.

        """
        + table;
  }

  private void row(Table table, String driver, int threads, Contestant who) {
    String time = time(driver, threads);
    String cpu = cpu(driver, threads);
    boolean measuredAlone = who == Contestant.BARE || driver.equals(HealthyCall.HEALED);
    boolean byClock = threads == 1 && !measuredAlone;
    table.row(
        driver,
        "" + threads,
        who.label,
        threads == 1 ? figures.value(time, who, "%.1f") : "",
        byClock ? figures.over(time, who, "%.1f") : "",
        byClock ? figures.ratio(time, who) : "",
        figures.value(cpu, who, "%.1f"),
        measuredAlone ? "" : figures.over(cpu, who, "%.1f"),
        measuredAlone ? "" : figures.over(bytes(driver, threads), who, "%.1f"));
  }

  private static String time(String driver, int threads) {
    return driver + " " + threads + " ns";
  }

  private static String cpu(String driver, int threads) {
    return driver + " " + threads + " cpu";
  }

  private static String bytes(String driver, int threads) {
    return driver + " " + threads + " bytes";
  }
}
