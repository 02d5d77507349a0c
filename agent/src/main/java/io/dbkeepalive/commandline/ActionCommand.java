package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import io.dbkeepalive.telemetry.jmx.AgentMXBean;
import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import io.dbkeepalive.telemetry.state.Checked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/** Makes the agent do something with the connections to each database, one after the other. */
@Command
abstract class ActionCommand extends AgentCommand {
  private static final int MOST_TRIES = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * @return see {@link AgentMXBean#ping}
   */
  abstract String act(DatabaseMXBean database);

  @Override
  final int run(RunningAgent running) throws IOException {
    boolean healthy = true;
    Table table = new Table("DATABASE", "WELL", "LOST", "IN-USE", "STATE", "WHY");
    List<Object> documents = new ArrayList<>();
    for (Map.Entry<String, DatabaseMXBean> each : running.databases().entrySet()) {
      DatabaseMXBean database = each.getValue();
      Checked checked = Checked.parse(act(database));
      boolean up = isUp(database, checked);
      healthy &= up && checked.lost == 0;
      table.row(
          each.getKey(),
          Integer.toString(checked.well),
          Integer.toString(checked.lost),
          Integer.toString(checked.unknown),
          up ? "UP" : "DOWN",
          database.getHealthReason());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("database", each.getKey());
      document.put("well", checked.well);
      document.put("lost", checked.lost);
      document.put("inUseOrUnanswered", checked.unknown);
      document.put("status", up ? "UP" : "DOWN");
      document.put("reason", database.getHealthReason());
      documents.add(document);
    }
    if (output.isJson()) {
      output.json(documents);
    } else {
      table.lines().forEach(output::line);
    }
    return ExitStatus.of(healthy && running.agent.isHealthy());
  }

  /** What the agent knows is as of its last look, and may be older than what was just done. */
  private static boolean isUp(DatabaseMXBean database, Checked checked) {
    boolean up = database.isHealthy();
    for (int tries = 0;
        !up && checked.well > 0 && checked.lost == 0 && tries < MOST_TRIES;
        tries++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      up = database.isHealthy();
    }
    return up;
  }
}
