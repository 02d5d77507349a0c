package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import io.dbkeepalive.telemetry.jmx.AgentMXBean;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = {
      "Shows what the agent knows of each database. Asks nothing of any of them.",
      "Exit status 1 if a database is not there."
    })
final class StatusCommand extends AgentCommand {
  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of the last events to show (${DEFAULT-VALUE}).")
  private int events;

  @Override
  int run(RunningAgent running) throws IOException {
    AgentMXBean agent = running.agent;
    boolean healthy = agent.isHealthy();
    if (output.isJson()) {
      output.line(agent.getDetails());
      return ExitStatus.of(healthy);
    }
    output.line(
        running.jvm
            + ": agent "
            + agent.getVersion()
            + (agent.isEnabled() ? "" : ", which only looks on")
            + ", up "
            + DatabaseRow.span(agent.getUptimeSeconds())
            + (agent.getAgentErrors() > 0 ? ", " + agent.getAgentErrors() + " defects" : ""));
    Table table = new Table(DatabaseRow.HEADER);
    Map<String, DatabaseMXBean> databases = running.databases();
    for (Map.Entry<String, DatabaseMXBean> each : databases.entrySet()) {
      table.row(DatabaseRow.of(each.getKey(), each.getValue()).cells());
    }
    if (databases.isEmpty()) {
      output.line("The application has opened no connection yet.");
    } else {
      table.lines().forEach(output::line);
    }
    for (Map.Entry<String, DatabaseMXBean> each : databases.entrySet()) {
      each.getValue().getFindings().forEach(found -> output.line(each.getKey() + ": " + found));
    }
    List<String> recent = agent.getRecentEvents();
    recent.subList(0, Math.max(0, Math.min(events, recent.size()))).forEach(output::line);
    return ExitStatus.of(healthy);
  }
}
