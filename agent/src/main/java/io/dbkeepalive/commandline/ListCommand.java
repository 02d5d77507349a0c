package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.Jvm;
import io.dbkeepalive.telemetry.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the JVMs of this user that run the agent.")
final class ListCommand implements Callable<Integer> {
  @Option(names = "--all", description = "Those without the agent too.")
  private boolean all;

  @Mixin private Output output;

  @Override
  public Integer call() throws CommandFailure {
    List<Object> documents = new ArrayList<>();
    Table table = new Table("PID", "AGENT", "PROGRAM");
    for (Jvm jvm : Jvm.all()) {
      Presence presence = jvm.presence();
      if (presence != null || all) {
        String version = presence == null ? null : presence.version;
        table.row(jvm.pid, version == null ? "-" : version, jvm.program());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", Long.valueOf(jvm.pid));
        document.put("agent", version);
        document.put("program", jvm.program());
        documents.add(document);
      }
    }
    if (output.isJson()) {
      output.json(documents);
    } else {
      table.lines().forEach(output::line);
    }
    return ExitStatus.HEALTHY;
  }
}
