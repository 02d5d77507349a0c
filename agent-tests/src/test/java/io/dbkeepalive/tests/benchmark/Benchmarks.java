package io.dbkeepalive.tests.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures {@link HealthyCall} without and with the agent, in turns, so that a machine that is slow
 * for a while is so for both; then {@link StartUp}. Prints medians and their ratio.
 */
public final class Benchmarks {
  private static final int WARMUP_SECONDS = 5;
  private static final int MEASURED_SECONDS = 4;

  private Benchmarks() {}

  /**
   * @param arguments the path of dbkeepalive.jar, then how many JVMs to start of each kind
   */
  public static void main(String[] arguments) throws Exception {
    String agent = "-javaagent:" + arguments[0];
    int rounds = Integer.parseInt(arguments[1]);
    System.out.println(
        "Java " + Runtime.version() + ", medians of " + rounds + " JVMs each, in turns");
    healthyCalls(agent, rounds);
    StartUp.measure(agent, 3 * rounds);
  }

  private static void healthyCalls(String agent, int rounds) throws RunnerException {
    Map<String, Samples> bare = new TreeMap<>();
    Map<String, Samples> woven = new TreeMap<>();
    for (int i = 0; i < rounds; i++) {
      collect(fork(), bare);
      collect(fork(agent), woven);
    }
    String row = "%-6s %10s %10s %8s %10s %10s %8s %8s %8s%n";
    System.out.printf(
        row,
        "call",
        "bare ns",
        "woven ns",
        "ratio",
        "bare cpu",
        "woven cpu",
        "ratio",
        "bare B",
        "woven B");
    for (String driver : bare.keySet()) {
      Samples without = bare.get(driver);
      Samples with = woven.get(driver);
      System.out.printf(
          row,
          driver,
          format(without.time),
          format(with.time),
          ratio(without.time, with.time),
          format(without.cpu),
          format(with.cpu),
          ratio(without.cpu, with.cpu),
          format(without.bytes),
          format(with.bytes));
    }
  }

  private static Collection<RunResult> fork(String... jvmArguments) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(HealthyCall.class.getName())
            .forks(1)
            .warmupIterations(WARMUP_SECONDS)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(MEASURED_SECONDS)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTime.class)
            .jvmArgs("-Xbatch") // or a busy machine is still compiling when the warm-up is over
            .jvmArgsAppend(jvmArguments)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return new Runner(options.build()).run();
  }

  private static void collect(Collection<RunResult> results, Map<String, Samples> into) {
    for (RunResult result : results) {
      Samples samples =
          into.computeIfAbsent(result.getParams().getParam("driver"), any -> new Samples());
      Map<String, Result> more = result.getAggregatedResult().getSecondaryResults();
      samples.time.add(result.getPrimaryResult().getStatistics().getPercentile(50));
      samples.cpu.add(more.get(CpuTime.LABEL).getStatistics().getPercentile(50));
      samples.bytes.add(more.get("gc.alloc.rate.norm").getStatistics().getPercentile(50));
    }
  }

  private static String format(List<Double> samples) {
    return String.format("%.1f", Medians.of(samples));
  }

  private static String ratio(List<Double> bare, List<Double> woven) {
    return String.format("%.3f", Medians.of(woven) / Medians.of(bare));
  }

  /** One of each for each JVM. */
  private static final class Samples {
    final List<Double> time = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();
  }
}
