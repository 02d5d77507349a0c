package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import io.dbkeepalive.tests.support.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent and its libraries as the application sees them: not at all. */
class IsolationIT {
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void applicationFindsNothingOfTheIsolatedPart(int version) throws IOException {
    Result result =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "")
            .classPath(SmokeClassPath.forJava(version).get(0))
            .main("io.dbkeepalive.smoke.Visibility", ChildJvm.agentJar().toString())
            .run(Duration.ofSeconds(60));
    assertEquals(
        """
        tried all
        resource io/dbkeepalive/agent/DbKeepAliveAgent.class
        class io.dbkeepalive.agent.DbKeepAliveAgent
        boot loader's true
        """,
        result.out(),
        result::err);
  }

  /** Threads of the agent's begin on the application's, and outlive it. */
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void undeployedApplicationIsForgotten(int version) throws IOException {
    List<Path> classPath = SmokeClassPath.forJava(version);
    String application = classPath.get(0).toString();
    String h2 = classPath.get(classPath.size() - 1).toString(); // other drivers keep themselves
    Result result =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "")
            .classPath(classPath.get(0))
            .main("io.dbkeepalive.smoke.Redeploy", application, h2)
            .run(Duration.ofSeconds(60));
    assertEquals("kept 0\n", result.out(), result::err);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
  }

  @Test
  void applicationGetsItsOwnLibraries(@TempDir Path directory) throws IOException {
    List<Path> smoke = SmokeClassPath.forJava(17);
    Path application =
        new Sources(directory)
            .add(
                "org.slf4j.LoggerFactory",
                """
                package org.slf4j;
                public class LoggerFactory {
                  public static final String VERSION = "the application's SLF4J";
                }""")
            .add(
                "net.bytebuddy.jar.asm.ClassReader",
                """
                package net.bytebuddy.jar.asm;
                public class ClassReader {
                  public String toString() { return "the application's Byte Buddy"; }
                }""")
            .add(
                "application.Main",
                """
                package application;
                public class Main {
                  public static void main(String[] arguments) throws Exception {
                    io.dbkeepalive.smoke.Woven.main(arguments);
                    System.out.println(org.slf4j.LoggerFactory.VERSION);
                    System.out.println(new net.bytebuddy.jar.asm.ClassReader());
                  }
                }""")
            .compile(smoke);
    ChildJvm jvm =
        new ChildJvm(JavaHomes.current())
            .agent(ChildJvm.agentJar(), "")
            .classPath(smoke.get(0), smoke.get(smoke.size() - 1), application)
            .main("application.Main", H2Program.URL);
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT + "the application's SLF4J\n" + "the application's Byte Buddy\n",
            jvm);
    assertEquals(List.of(), LogLines.defects(result.err()));
  }

  @Test
  void firstLoggerOfTheApplicationMakesTheLogManager() throws IOException {
    List<Path> smoke = SmokeClassPath.forJava(17);
    String manager = "io.dbkeepalive.smoke.OwnLogManager";
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT
                + """
                first logger
                log manager made
                its manager OwnLogManager
                """,
            new ChildJvm(JavaHomes.current())
                .agent(ChildJvm.agentJar(), "")
                .option("-Djava.util.logging.manager=" + manager)
                // without pgjdbc, which logs when it is loaded
                .classPath(smoke.get(0), smoke.get(smoke.size() - 1))
                .main(manager + "$Program", H2Program.URL));
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
  }

  @Test
  void byteBuddyIsNotLoadedWithoutJdbc() throws IOException {
    String out = run("io.dbkeepalive.smoke.Hello", "world");
    assertTrue(out.contains("io.dbkeepalive.agent.DbKeepAliveAgent"), out);
    assertEquals(0, out.lines().filter(line -> line.contains("net.bytebuddy.")).count(), out);
    // so that it would have been seen
    assertTrue(run(H2Program.WOVEN, H2Program.URL).contains("net.bytebuddy."));
  }

  private static String run(String program, String argument) throws IOException {
    Result result =
        H2Program.jvm("")
            .option("-verbose:class")
            .main(program, argument)
            .run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::err);
    return result.out();
  }
}
