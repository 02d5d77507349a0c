package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.Jvm;
import io.dbkeepalive.commandline.jvm.RunningAgent;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command about the agent of one JVM. */
@Command(mixinStandardHelpOptions = true)
abstract class AgentCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      description = "The JVM; may be left out where only one runs the agent.")
  private String pid;

  @Mixin Output output;

  @Override
  public final Integer call() throws CommandFailure, IOException {
    try (RunningAgent running = RunningAgent.of(Jvm.of(pid))) {
      return run(running);
    }
  }

  /**
   * @return see {@link ExitStatus}
   */
  abstract int run(RunningAgent running) throws CommandFailure, IOException;
}
