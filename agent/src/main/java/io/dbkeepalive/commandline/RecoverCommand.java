package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import picocli.CommandLine.Command;

@Command(
    name = "recover",
    description = {
      "Pings all connections and heals those that are lost, now, whatever pause they were in.",
      "What holds a transaction or a session's state is left to its application, as ever.",
      "Exit status 1 if a connection is still lost, or a database is not there."
    })
final class RecoverCommand extends ActionCommand {
  @Override
  String act(DatabaseMXBean database) {
    return database.recover();
  }
}
