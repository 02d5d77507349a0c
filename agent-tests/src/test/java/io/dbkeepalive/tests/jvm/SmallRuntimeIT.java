package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A runtime as jlink makes it, with what JDBC and an agent need and nothing else. */
class SmallRuntimeIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void whatIsMissingIsNotMissed() throws IOException {
    Running program = start("log-level=debug");
    program.awaitOutput("jmx-missing", TIMEOUT); // the endpoint's time has come before
    end(program);
    assertEquals(List.of(), LogLines.lines(program.errorOutput(), "admin-unusable"));
  }

  @Test
  void endpointThatCannotBeIsOneLine() throws IOException {
    Running program = start("admin=localhost:18090");
    program.awaitOutput("admin-unusable", TIMEOUT);
    end(program);
    List<String> said = LogLines.lines(program.errorOutput(), "admin-unusable");
    assertEquals(1, said.size());
    assertTrue(said.get(0).contains("address=localhost:18090"), said.get(0));
    assertTrue(said.get(0).contains("module jdk.httpserver"), said.get(0));
  }

  private static Running start(String options) throws IOException {
    List<Path> classPath = SmokeClassPath.forJava(17);
    return new ChildJvm(JavaHomes.of(17))
        .option("--limit-modules=java.sql,java.instrument")
        .agent(ChildJvm.agentJar(), options)
        // other drivers need more of the runtime
        .classPath(classPath.get(0), classPath.get(classPath.size() - 1))
        .main("io.dbkeepalive.smoke.Stay", "jdbc:h2:mem:stay")
        .start();
  }

  private static void end(Running program) throws IOException {
    program.send("");
    assertEquals(0, program.await(TIMEOUT).exitCode(), program::toString);
    assertEquals(List.of(), LogLines.defects(program.errorOutput()));
  }
}
