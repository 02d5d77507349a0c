package io.dbkeepalive.tests.opening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A running {@link OpenerProgram} with the agent. */
final class Program implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private final Running program;
  private int commands;

  Program(String agentOptions, String url, Pairing pairing) throws IOException {
    List<java.nio.file.Path> classPath =
        Stream.of(
                OpenerProgram.class,
                com.mysql.cj.jdbc.Driver.class,
                org.mariadb.jdbc.Driver.class,
                org.postgresql.Driver.class,
                org.h2.Driver.class)
            .map(ChildJvm::jarOf)
            .toList();
    program =
        new ChildJvm(JavaHomes.current())
            .agent(ChildJvm.agentJar(), "log-level=debug," + agentOptions)
            .classPath(classPath)
            .main(
                OpenerProgram.class.getName(),
                url,
                pairing.server().user(),
                pairing.server().password())
            .start();
  }

  /** Has a command run, and waits for its end; that of an opening has to be awaited. */
  void run(String command) throws IOException {
    program.send(command);
    await("done " + ++commands + ".");
  }

  /** Opens a connection, which takes place. */
  void open(String name) throws IOException {
    run("open " + name);
    await(" " + name + " after ");
    assertTrue(has("opened " + name + " "), this::text);
  }

  void await(String answer) {
    program.awaitOutput(answer, TIMEOUT);
  }

  boolean has(String answer) {
    return text().contains(answer);
  }

  /** The last line that says what came of a command with that name. */
  String outcome(String name) {
    List<String> lines =
        LogLines.foreignLines(text()).stream()
            .filter(line -> line.contains(" " + name + " after "))
            .toList();
    return lines.get(lines.size() - 1).replaceFirst("^out: ", "");
  }

  /** How long that took, in milliseconds. */
  long millis(String name) {
    String line = outcome(name);
    String millis = line.substring(line.lastIndexOf(" after ") + 7, line.lastIndexOf(" ms"));
    return Long.parseLong(millis);
  }

  /** All that it has printed, its log included. */
  String text() {
    return program.toString();
  }

  /** The lines of an event, once there are so many: the log comes by another way than answers. */
  List<String> events(String event, int count) {
    Await.until(
        count + " times " + event + " from " + program,
        TIMEOUT,
        () -> events(event).size() >= count);
    assertEquals(count, events(event).size(), this::text);
    return events(event);
  }

  List<String> events(String event) {
    return LogLines.lines(text(), event);
  }

  @Override
  public void close() {
    assertEquals(List.of(), LogLines.defects(text()));
    program.kill();
  }
}
