package io.dbkeepalive.tests.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How long a JVM takes from its start to its end, without and with the agent, in turns. */
final class StartUp {
  private StartUp() {}

  /** One of the JVMs that are measured: does nothing, or opens the connection that it is told. */
  public static void main(String[] url) throws SQLException {
    if (url.length > 0) {
      DriverManager.getConnection(url[0]).close();
    }
  }

  static void measure(String agent, int runs) throws IOException, InterruptedException {
    String row = "%-16s %10s %10s %8s %14s%n";
    System.out.printf(row, "start-up", "bare ms", "woven ms", "ratio", "difference ms");
    measure(row, "nothing", agent, runs, List.of());
    measure(row, "H2 connection", agent, runs, List.of("jdbc:h2:mem:start"));
  }

  private static void measure(
      String row, String name, String agent, int runs, List<String> arguments)
      throws IOException, InterruptedException {
    List<Double> bare = new ArrayList<>();
    List<Double> woven = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      bare.add(millis(List.of(), arguments));
      woven.add(millis(List.of(agent), arguments));
    }
    double without = Medians.of(bare);
    double with = Medians.of(woven);
    System.out.printf(
        row,
        name,
        String.format("%.0f", without),
        String.format("%.0f", with),
        String.format("%.2f", with / without),
        String.format("%.0f", with - without));
  }

  private static double millis(List<String> jvmArguments, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), StartUp.class.getName()));
    command.addAll(arguments);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = process.waitFor();
    double millis = (System.nanoTime() - start) / 1e6;
    if (exit != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
    }
    return millis;
  }
}
