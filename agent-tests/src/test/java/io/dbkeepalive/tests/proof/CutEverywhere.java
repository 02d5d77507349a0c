package io.dbkeepalive.tests.proof;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Cuts the connection at every request of every workload in turn, and writes a line for each run
 * into a file. A program of its own, so that it runs in a JVM with the agent or without.
 */
public final class CutEverywhere {
  private static final int LANES = 3;
  // these runs do nothing but wait for a driver's time-out
  private static final int SILENT_LANES = 24;
  private static final int RUN_TIMEOUT_MINUTES = 3;

  private final Setup setup;
  private final Set<CutKind> kinds;
  private final PrintWriter results;

  private CutEverywhere(Setup setup, Set<CutKind> kinds, PrintWriter results) {
    this.setup = setup;
    this.kinds = kinds;
    this.results = results;
  }

  /**
   * @param arguments the file for the results; the {@linkplain CutKind cuts}, separated by commas;
   *     a part of the names of the workloads, or nothing for all; then {@linkplain Setup#argument
   *     setups}
   */
  public static void main(String[] arguments) throws Exception {
    Set<CutKind> kinds = EnumSet.noneOf(CutKind.class);
    Arrays.stream(arguments[1].split(",")).map(CutKind::valueOf).forEach(kinds::add);
    try (PrintWriter results =
        new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
      for (String argument : Arrays.asList(arguments).subList(3, arguments.length)) {
        new CutEverywhere(Setup.parse(argument), kinds, results).run(arguments[2]);
      }
    }
    // a driver's thread may still wait for a line that is silent
    System.exit(0);
  }

  private void run(String names) throws Exception {
    makeTables();
    List<Supplier<Workload>> workloads =
        Workloads.ALL.stream()
            .filter(workload -> workload.get().suits(setup.family()))
            .filter(workload -> workload.get().name().contains(names))
            .toList();
    run(workloads, LANES, false);
    run(workloads, SILENT_LANES, true);
  }

  private void makeTables() throws SQLException {
    try (Connection connection = DriverManager.getConnection(setup.directUrl(), setup.login());
        Statement statement = connection.createStatement()) {
      for (String sql : setup.family().schema()) {
        statement.execute(sql);
      }
    }
  }

  private void run(List<Supplier<Workload>> workloads, int count, boolean silent) throws Exception {
    if (kinds.stream().noneMatch(kind -> kind.isSilent() == silent)) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(count);
    BlockingQueue<Lane> lanes = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        lanes.add(new Lane(setup));
      }
      List<Future<Run>> runs = new ArrayList<>();
      for (Supplier<Workload> workload : workloads) {
        points(lanes, workload).stream()
            .filter(point -> kinds.contains(point.kind()) && point.kind().isSilent() == silent)
            .map(point -> threads.submit(() -> run(lanes, workload, point)))
            .forEach(runs::add);
      }
      collect(runs);
    } finally {
      threads.shutdownNow();
      for (Lane lane : lanes) {
        lane.close();
      }
    }
  }

  private List<CutPoint> points(BlockingQueue<Lane> lanes, Supplier<Workload> workload)
      throws SQLException, InterruptedException {
    Lane lane = lanes.take();
    try {
      return lane.points(workload);
    } finally {
      lanes.add(lane);
    }
  }

  private Run run(BlockingQueue<Lane> lanes, Supplier<Workload> workload, CutPoint point)
      throws SQLException, InterruptedException {
    Lane lane = lanes.take();
    try {
      Run run = lane.run(workload.get(), point);
      for (int again = 0;
          again < Lane.MOST_DISTURBED && run.isDisturbed() && !run.isWrong();
          again++) {
        run = lane.run(workload.get(), point);
      }
      return run;
    } catch (SQLException | RuntimeException e) {
      throw new IllegalStateException(setup + " " + workload.get().name() + " " + point, e);
    } finally {
      lanes.add(lane);
    }
  }

  private void collect(List<Future<Run>> runs)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    for (Future<Run> run : runs) {
      results.println(run.get(RUN_TIMEOUT_MINUTES, TimeUnit.MINUTES).line());
    }
    results.flush();
  }
}
