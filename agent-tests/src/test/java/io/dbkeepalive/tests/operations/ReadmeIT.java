package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Repository;
import io.dbkeepalive.tests.support.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each line of the README that somebody will paste does what it says. */
class ReadmeIT {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^    java -jar dbkeepalive\\.jar ([^#&\\n]+)");
  private static final Pattern REQUEST = Pattern.compile("(?m)^    curl -fsS (localhost:8090\\S*)");
  private static final Pairing PAIRING =
      new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);

  @Test
  void linesWorkWhenPasted() throws IOException {
    String readme = Files.readString(Repository.resolve("README.md"));
    Set<String> commands = new LinkedHashSet<>();
    try (Operation operation = new Operation(PAIRING, "stall-timeout=10s")) {
      Matcher command = COMMAND.matcher(readme);
      while (command.find()) {
        commands.add(command.group(1).split(" ")[0]);
        Result result = run(command.group(1).trim(), operation.program.pid());
        assertEquals(0, result.exitCode(), () -> command.group() + result);
      }
      Matcher request = REQUEST.matcher(readme);
      Set<String> paths = new LinkedHashSet<>();
      while (request.find()) {
        paths.add(URI.create("http://" + request.group(1)).getPath());
      }
      for (String path : paths) {
        assertEquals(200, operation.get(path).statusCode(), path);
      }
      assertEquals(Set.of("/health/db", "/metrics"), paths);
    }
    assertEquals(Set.of("test", "status", "recover", "monitor", "doctor", "check"), commands);
    assertTrue(
        readme.contains("\n    alert-webhook=https://"), "that option has a test of its own");
  }

  /** Here more than one JVM runs the agent, so it is named; and nobody watches for ever. */
  private static Result run(String line, long pid) throws IOException {
    DatabaseServer server = PAIRING.server();
    String command =
        line.startsWith("check ")
            ? line.replace("jdbc:mysql://db1/shop", server.url(PAIRING.driver()))
                .replace("--user app", "--user " + server.user())
                .replace(
                    "mysql-connector-j.jar", ChildJvm.jarOf(org.postgresql.Driver.class).toString())
            : line.replaceFirst("^\\w+", "$0 " + pid);
    String ended = command.startsWith("monitor ") ? command + " --count 1" : command;
    List<String> words = List.of((ChildJvm.agentJar() + " " + ended).split(" "));
    return new ChildJvm(JavaHomes.current())
        .environment("DATABASE_PASSWORD", server.password())
        .main("-jar", words.toArray(String[]::new))
        .run(Duration.ofSeconds(60));
  }
}
