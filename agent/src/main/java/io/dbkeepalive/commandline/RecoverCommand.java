package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import io.dbkeepalive.telemetry.state.Checked;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

@Command(
    name = "recover",
    description = {
      "Pings all connections and heals those that are lost, now, whatever pause they were in.",
      "What holds a transaction or a session's state is left to its application, as ever.",
      "Exit status 1 if a connection is still lost, or a database is not there."
    })
final class RecoverCommand extends ActionCommand {
  private static final int MOST_TRIES = 10;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Where the agent itself is just at it, its connections are in use: that is waited for. */
  @Override
  String act(DatabaseMXBean database) {
    String result = database.recover();
    for (int tries = 1; tries < MOST_TRIES && mayComeBack(result, database); tries++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      result = database.recover();
    }
    return result;
  }

  private static boolean mayComeBack(String result, DatabaseMXBean database) {
    return Checked.parse(result).unknown > 0 && !database.isHealthy();
  }
}
