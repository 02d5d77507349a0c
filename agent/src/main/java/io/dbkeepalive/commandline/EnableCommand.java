package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.RunningAgent;
import java.util.Collections;
import picocli.CommandLine.Command;

@Command(name = "enable", description = "Undoes disable: the agent pings and heals again.")
final class EnableCommand extends AgentCommand {
  @Override
  int run(RunningAgent running) throws CommandFailure {
    running.agent.enable();
    if (!running.agent.isEnabled()) {
      throw CommandFailure.refused(
          "the agent of " + running.jvm + " was started with recovery=observe: start it without",
          null);
    }
    if (output.isJson()) {
      output.json(Collections.singletonMap("enabled", true));
    } else {
      output.line("the agent of " + running.jvm + " heals from now on");
    }
    return ExitStatus.HEALTHY;
  }
}
