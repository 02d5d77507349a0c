package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.simple.SimpleLogger;

/** {@code log=application}: the application's own SLF4J gets the lines, once it is there. */
class ApplicationLogIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static ChildJvm jvm(Class<?>... libraries) {
    return new ChildJvm(JavaHomes.current())
        .agent(ChildJvm.agentJar(), "log=application,log-level=debug")
        .option("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug")
        .classPath(
            Stream.concat(
                    Stream.of(Logging.class, org.h2.Driver.class, Logger.class),
                    Stream.of(libraries))
                .map(ChildJvm::jarOf)
                .toList());
  }

  @Test
  void linesWaitForItAndFollowIt() throws IOException {
    Running program = jvm(SimpleLogger.class).main(Logging.class.getName(), "logs").start();
    program.awaitOutput("connection-opened connection=2", TIMEOUT);
    program.send("");
    Result result = program.await(TIMEOUT);
    assertTrue(result.err().contains("INFO dbkeepalive - agent-started version="), result::err);
    assertTrue(
        result.err().contains("DEBUG dbkeepalive - connection-opened connection=1"), result::err);
    assertTrue(result.err().contains("INFO application - hello"), result::err);
    assertEquals(List.of(), LogLines.lines(result.err()), "none past it");
  }

  @Test
  void itIsNeverMadeToLoadAndNothingIsLost(@TempDir Path directory) throws IOException {
    Path classes = directory.resolve("classes.log");
    Running program =
        jvm(SimpleLogger.class)
            .option("-Xlog:class+load:file=" + classes)
            .main(Logging.class.getName())
            .start();
    program.send("");
    Result result = program.await(TIMEOUT);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
    assertEquals(2, LogLines.lines(result.err(), "connection-opened").size(), result::err);
    String loaded = Files.readString(classes);
    assertTrue(loaded.contains("org.h2.Driver source:"), "classes are listed");
    List<String> slf4j =
        loaded.lines().filter(line -> line.contains(" org.slf4j.Logger ")).toList();
    assertFalse(slf4j.isEmpty(), "the agent has its own");
    assertTrue(slf4j.stream().noneMatch(line -> line.contains("slf4j-api")), slf4j::toString);
  }

  @Test
  void whereItIsBoundToNothingTheErrorStreamTakesThem() throws IOException {
    Running program = jvm().main(Logging.class.getName(), "logs").start();
    program.awaitOutput("[dbkeepalive] connection-opened connection=2", TIMEOUT);
    program.send("");
    Result result = program.await(TIMEOUT);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
  }
}
