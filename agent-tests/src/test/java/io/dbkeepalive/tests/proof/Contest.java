package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.ServerKind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Starts {@link CutEverywhere} in JVMs with the agent and without, and reads what came of it. */
final class Contest {
  private final Path directory;
  private final Collection<CutKind> kinds;
  private final String workloads;
  private final Duration timeout;

  /**
   * @param directory for the results and the agent's log
   * @param workloads a part of the names of the workloads, empty for all
   */
  Contest(Path directory, Collection<CutKind> kinds, String workloads, Duration timeout) {
    this.directory = directory;
    this.kinds = kinds;
    this.workloads = workloads;
    this.timeout = timeout;
  }

  /** Who runs with what: those configurations whose server can be had, and that one knows. */
  static List<Setup> setups(
      Contestant contestant, boolean pooled, Collection<Configuration> configurations) {
    return configurations.stream()
        .filter(configuration -> contestant.knows(configuration.driver))
        .flatMap(configuration -> setup(contestant, pooled, configuration).stream())
        .toList();
  }

  private static Optional<Setup> setup(
      Contestant contestant, boolean pooled, Configuration configuration) {
    return configuration.servers().stream()
        .flatMap(kind -> running(kind).stream())
        .findFirst()
        .map(server -> quiet(server, configuration))
        .map(
            server ->
                new Setup(
                    contestant,
                    configuration,
                    pooled,
                    server.host(),
                    server.port(),
                    server.user(),
                    server.password()));
  }

  private static Optional<DatabaseServer> running(ServerKind kind) {
    try {
      return Optional.of(kind.server());
    } catch (TestAbortedException e) {
      return Optional.empty(); // it said why; another server will do
    }
  }

  /** Lets the server not say a line for each connection that is cut. */
  private static DatabaseServer quiet(DatabaseServer server, Configuration configuration) {
    if (configuration.driver == JdbcDriver.MARIADB_CONNECTOR_J) {
      server.asAdmin("SET GLOBAL log_warnings = 1");
    }
    return server;
  }

  /** Runs all setups of one contestant in one JVM. */
  List<Run> run(Contestant contestant, List<Setup> setups) throws IOException {
    Files.createDirectories(directory);
    Path results = directory.resolve("runs-" + contestant + ".tsv");
    Path log = directory.resolve("agent-" + contestant + ".log");
    Files.deleteIfExists(log);
    ChildJvm jvm = new ChildJvm(Path.of(System.getProperty("java.home")));
    if (contestant == Contestant.AGENT) {
      // a ping in the background would be a request more, at a moment that nobody knows
      String options = ",ping-interval=off,exclude=" + direct(setups);
      jvm.agent(ChildJvm.agentJar(), "log=" + log + options);
    }
    ChildJvm.Result ended =
        jvm.classPath(classPath())
            .option("-Xmx1g")
            .option("-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
            .main(CutEverywhere.class.getName(), arguments(results, setups))
            .run(timeout);
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(contestant + " broke off: " + ended.err());
    }
    return Files.readAllLines(results, StandardCharsets.UTF_8).stream().map(Run::parse).toList();
  }

  /** The proof's own connections, which go around the proxies, are nobody's to look after. */
  private static String direct(List<Setup> setups) {
    return setups.stream()
        .map(setup -> "*:" + setup.port() + "/*")
        .distinct()
        .collect(Collectors.joining("|"));
  }

  private String[] arguments(Path results, List<Setup> setups) {
    return Stream.concat(
            Stream.of(
                results.toString(),
                kinds.stream().map(CutKind::name).collect(Collectors.joining(",")),
                workloads),
            setups.stream().map(Setup::argument))
        .toArray(String[]::new);
  }

  private static List<Path> classPath() {
    // what failsafe has on its class path is a jar that names the others
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList();
  }
}
