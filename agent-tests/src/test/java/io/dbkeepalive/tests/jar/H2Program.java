package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.time.Duration;

/** Small programs on the JVM of the tests, with a database that needs no server. */
final class H2Program {
  static final String URL = "jdbc:h2:mem:test";
  static final String HELLO = "io.dbkeepalive.smoke.Hello";
  static final String WOVEN = "io.dbkeepalive.smoke.Woven";
  static final String WOVEN_REPORT =
      """
      connection woven true
      statement woven true
      answer 1
      """;
  static final String UNWOVEN_REPORT = WOVEN_REPORT.replace("true", "false");

  private H2Program() {}

  /** A JVM with the agent and the programs of {@code src/smoke/java}. */
  static ChildJvm jvm(String agentArguments) {
    return withoutAgent().agent(ChildJvm.agentJar(), agentArguments);
  }

  static ChildJvm withoutAgent() {
    return new ChildJvm(JavaHomes.current())
        .classPath(SmokeClassPath.forJava(Runtime.version().feature()));
  }

  /** Runs to an end that must be a good one, with exactly this on the standard output. */
  static Result expect(String out, ChildJvm jvm) throws IOException {
    Result result = jvm.run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::toString);
    assertEquals(out, result.out(), result::toString);
    return result;
  }
}
