package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import java.util.Collections;
import picocli.CommandLine.Command;

@Command(
    name = "disable",
    description = {
      "From now on the agent only looks on: nothing is pinged, nothing healed.",
      "Lasts until enable, or the end of the JVM."
    })
final class DisableCommand extends AgentCommand {
  @Override
  int run(RunningAgent running) {
    running.agent.disable();
    if (output.isJson()) {
      output.json(Collections.singletonMap("enabled", running.agent.isEnabled()));
    } else {
      output.line("the agent of " + running.jvm + " only looks on from now on");
    }
    return ExitStatus.HEALTHY;
  }
}
