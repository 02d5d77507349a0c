package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.jvm.Jvm;
import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Loads the agent into a JVM that runs without it.",
      "Looks after connections of drivers of which nothing was in use before; others work on as",
      "they are, and its log names them (driver-in-use): restart with -javaagent for those."
    })
final class AttachCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "PID", description = "The JVM, see list --all.")
  private String pid;

  @Option(
      names = "--options",
      paramLabel = "KEY=VALUE,...",
      defaultValue = "",
      description = "As behind -javaagent:dbkeepalive.jar=")
  private String options;

  @Mixin private Output output;

  @Override
  public Integer call() throws CommandFailure, URISyntaxException {
    List<String> errors =
        OptionsParser.parse(options, new Properties(), Collections.emptyMap(), ConfigFile.ON_DISK)
            .errors();
    if (!errors.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", errors));
    }
    Jvm jvm = Jvm.of(pid);
    jvm.load(ownJar(), options);
    if (output.isJson()) {
      output.json(Collections.singletonMap("attached", Long.valueOf(jvm.pid)));
    } else {
      output.line("the agent runs in " + jvm + " from now on; its log says what it looks after");
    }
    return ExitStatus.HEALTHY;
  }

  private static String ownJar() throws URISyntaxException {
    return new File(AttachCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getAbsolutePath();
  }
}
