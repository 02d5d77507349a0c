package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import picocli.CommandLine.Command;

@Command(
    name = "test",
    description = {
      "Pings all connections that are in no call, now, and says what came of it.",
      "Exit status 1 if a connection is lost, or a database is not there."
    })
final class TestCommand extends ActionCommand {
  @Override
  String act(DatabaseMXBean database) {
    return database.ping();
  }
}
