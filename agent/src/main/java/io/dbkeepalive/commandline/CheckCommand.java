package io.dbkeepalive.commandline;

import io.dbkeepalive.commandline.check.Check;
import io.dbkeepalive.commandline.check.Step;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.log.Secrets;
import java.io.Console;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a database can be reached from here, step by step: name, network, login, ping.",
      "For before and after a deployment. Needs no running JVM, and changes nothing.",
      "Exit status 3 if it cannot be reached, 4 if it refuses the login."
    })
final class CheckCommand implements Callable<Integer> {
  @Option(names = "--url", required = true, description = "The JDBC URL, without a password.")
  private String url;

  @Option(names = "--user", description = "The database's user.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      defaultValue = "DATABASE_PASSWORD",
      description = {
        "The environment variable with the password (${DEFAULT-VALUE}); without it, a terminal",
        "is asked. Never an argument: all users of a machine can read those."
      })
  private String passwordVariable;

  @Option(
      names = "--driver",
      paramLabel = "JAR",
      description = "The driver's jar; may be given several times.")
  private List<File> jars = new ArrayList<>();

  @Option(
      names = "--time-out",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationOption.class,
      description = "For the whole of it (${DEFAULT-VALUE}).")
  private long timeOutMillis;

  @Mixin private Output output;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (!url.equals(Secrets.mask(url))) {
      throw CommandFailure.usage(
          "the URL holds a password, which all users of this machine can read: leave it out, and"
              + " set the environment variable "
              + passwordVariable);
    }
    Check check = new Check(url, (int) timeOutMillis);
    CommandFailure failure = run(check, properties());
    if (output.isJson()) {
      output.json(document(check, failure));
    } else {
      Table table = new Table("STEP", "TOOK", "FOUND");
      for (Step step : check.steps()) {
        table.row(step.name, step.took(), step.found);
      }
      if (!check.steps().isEmpty()) {
        table.lines().forEach(output::line);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return ExitStatus.HEALTHY;
  }

  /**
   * @return null if all is well
   */
  private CommandFailure run(Check check, Properties info) throws InterruptedException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              check.run(jars, info);
              return null;
            });
    Thread thread = new Thread(task, "check");
    thread.setDaemon(true); // drivers may hang in spite of all
    thread.start();
    try {
      task.get(timeOutMillis, TimeUnit.MILLISECONDS);
      return null;
    } catch (TimeoutException e) {
      return CommandFailure.notReachable(
          "no answer within " + timeOutMillis + " ms, after " + check.lastStep(), e);
    } catch (ExecutionException e) {
      return e.getCause() instanceof CommandFailure
          ? (CommandFailure) e.getCause()
          : CommandFailure.notReachable("the driver failed: " + e.getCause(), e.getCause());
    }
  }

  private Properties properties() {
    Properties info = new Properties();
    if (user != null) {
      info.setProperty("user", user);
    }
    String password = System.getenv(passwordVariable);
    Console console = System.console();
    if (password == null && user != null && console != null && Terminal.isThere()) {
      char[] typed = console.readPassword("Password of %s: ", user);
      password = typed == null ? null : new String(typed);
    }
    if (password != null) {
      info.setProperty("password", password);
    }
    return info;
  }

  private Map<String, Object> document(Check check, CommandFailure failure) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", failure == null ? "UP" : "DOWN");
    document.put("database", DatabaseName.of(url));
    document.put(
        "steps", check.steps().stream().map(Step::asDocument).collect(Collectors.toList()));
    document.put("failure", failure == null ? null : failure.getMessage());
    return document;
  }
}
