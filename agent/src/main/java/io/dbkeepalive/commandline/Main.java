package io.dbkeepalive.commandline;

import io.dbkeepalive.telemetry.log.Secrets;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, in a JVM of its own. */
@Command(
    name = "dbkeepalive",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and steers the agent in running JVMs of this machine and this user.",
      "As an agent: java -javaagent:dbkeepalive.jar[=key=value,...] ...",
      ""
    },
    footer = {
      "",
      "PID is a process id; a dot, or nothing, where only one JVM runs the agent.",
      "No port need be open: the JVM is reached by the attach API, and JMX within this machine."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:healthy, or done",
      "1:unhealthy",
      "2:wrong usage",
      "3:not reachable: no such JVM, no agent in it, no answer",
      "4:refused: somebody answered, and said no"
    },
    subcommands = {
      ListCommand.class,
      StatusCommand.class,
      TestCommand.class,
      RecoverCommand.class,
      MonitorCommand.class,
      DoctorCommand.class,
      CheckCommand.class,
      EnableCommand.class,
      DisableCommand.class,
      AttachCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler((thrown, of, parsed) -> tell(thrown, of));
    commandLine.setParameterExceptionHandler((wrong, arguments) -> tellUsage(wrong));
    commandLine.setUsageHelpLongOptionsMaxWidth(30);
    return commandLine;
  }

  /** Not what was given: a password in it would stay in the log of whoever runs us. */
  private static int tellUsage(ParameterException wrong) {
    CommandLine of = wrong.getCommandLine();
    of.getErr().println(Secrets.mask(wrong.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(wrong, of.getErr())) {
      of.usage(of.getErr());
    }
    of.getErr().flush();
    return ExitStatus.USAGE;
  }

  private static int tell(Exception thrown, CommandLine of) {
    of.getErr().println(sentence(thrown));
    of.getErr().flush();
    return thrown instanceof CommandFailure
        ? ((CommandFailure) thrown).status
        : ExitStatus.NOT_REACHABLE;
  }

  private static String sentence(Exception thrown) {
    if (thrown instanceof CommandFailure) {
      return thrown.getMessage();
    }
    Throwable cause = thrown instanceof UndeclaredThrowableException ? thrown.getCause() : thrown;
    return cause instanceof IOException
        ? "the JVM has ended, or does not answer any more: " + Secrets.mask(cause.getMessage())
        : "a defect of this command: " + Secrets.mask(cause.toString());
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /** As the manifest of the jar says it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"dbkeepalive " + (version == null ? "unknown" : version)};
    }
  }
}
