package io.dbkeepalive.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Shows what the agent is good for: the same shop, through the same disturbances, twice. */
public final class Demo {
  private static final int CLEAN = 0;
  private static final int NOT_CLEAN = 1;
  private static final int WRONG_USAGE = 2;

  private Demo() {}

  /** Ends the JVM with the status that {@code --help} explains. */
  public static void main(String[] line) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(line, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("demo-app/run: " + e.getMessage());
      System.exit(WRONG_USAGE);
      return;
    }
    Cleanup cleanup = new Cleanup();
    Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
    System.exit(run(arguments, cleanup));
  }

  private static int run(Arguments arguments, Cleanup cleanup) {
    try {
      return show(arguments, cleanup) ? CLEAN : NOT_CLEAN;
    } catch (Exception e) {
      // after an interruption everything fails, and that is no news
      if (!cleanup.isClosed()) {
        System.err.println(
            "demo-app/run: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
      return NOT_CLEAN;
    } finally {
      cleanup.close();
    }
  }

  private static boolean show(Arguments arguments, Cleanup cleanup) throws Exception {
    Path agent = arguments.agent();
    if (!Files.isRegularFile(agent)) {
      throw new IllegalStateException(
          "there is no agent at " + agent + "; build it, or name another one by --agent");
    }
    RunResult without;
    RunResult with;
    try (Progress progress = new Progress(System.out, arguments.plain())) {
      DemoDatabase database = open(arguments, progress, cleanup);
      progress.say(
          "A shop on "
              + database.description()
              + ", twice: first without the agent, then with it.");
      Run run = new Run(database, arguments, progress, cleanup);
      without = run.go(Optional.empty());
      with = run.go(Optional.of(agent));
    }
    System.out.println();
    System.out.print(Report.table(without, with));
    System.out.println();
    System.out.println("Logs of the shop: " + without.log() + ", " + with.log());
    return with.isClean();
  }

  private static DemoDatabase open(Arguments arguments, Progress progress, Cleanup cleanup)
      throws IOException, SQLException {
    if (arguments.server().isPresent()) {
      DemoDatabase database = new UserDatabase(arguments.server().get(), arguments.login());
      try (Connection connection = database.connect()) {
        String version = connection.getMetaData().getDatabaseProductVersion();
        progress.say("Server version: " + version);
      }
      return database;
    }
    progress.now("starting an embedded MariaDB", new Books());
    EmbeddedDatabase database = cleanup.closeLater(new EmbeddedDatabase());
    database.start();
    return database;
  }
}
