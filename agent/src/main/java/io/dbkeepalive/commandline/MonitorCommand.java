package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "monitor",
    description = {
      "Shows status again and again: a table in a terminal, else one line for each database.",
      "Exit status as of the last look."
    })
final class MonitorCommand extends AgentCommand {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final int EVENTS = 8;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationOption.class,
      description = "Between two looks, as 500ms, 5s or 1m (${DEFAULT-VALUE}).")
  private long intervalMillis;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Ends after so many looks; else with the JVM, or Ctrl-C.")
  private int count;

  @Override
  int run(RunningAgent running) throws CommandFailure, IOException {
    boolean isLive = Terminal.isThere();
    boolean healthy = true;
    try {
      for (int look = 1; ; look++) {
        healthy = running.agent.isHealthy();
        look(running, isLive);
        if (look == count) {
          return ExitStatus.of(healthy);
        }
        TimeUnit.MILLISECONDS.sleep(intervalMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.of(healthy);
    }
  }

  private void look(RunningAgent running, boolean isLive) throws IOException {
    if (output.isJson()) {
      output.line(running.agent.getDetails());
      return;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<String> lines = new ArrayList<>();
    Table table = new Table(DatabaseRow.HEADER);
    for (Map.Entry<String, DatabaseMXBean> each : running.databases().entrySet()) {
      DatabaseRow row = DatabaseRow.of(each.getKey(), each.getValue());
      table.row(row.cells());
      lines.add(now + " " + row.asFields());
    }
    if (isLive) {
      List<String> events = running.agent.getRecentEvents();
      lines = new ArrayList<>(table.lines());
      lines.add(0, CLEAR + now + "  " + running.jvm);
      lines.add("");
      lines.addAll(events.subList(0, Math.min(EVENTS, events.size())));
    }
    lines.forEach(output::line);
  }
}
