package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent is put together by the first class that names JDBC, while others are loaded. */
class ManyLoadersIT {
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void firstClassesOfManyThreads(int version) throws IOException {
    List<Path> classPath = SmokeClassPath.forJava(version);
    Result result =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "")
            .classPath(classPath.get(0))
            .main(
                "io.dbkeepalive.smoke.ManyLoaders",
                classPath.get(0).toString(),
                classPath.get(classPath.size() - 1).toString())
            .run(Duration.ofSeconds(60));
    assertEquals(
        "false false looked after\n".repeat(4) + "true true looked after\n".repeat(4),
        result.out(),
        result::err);
    assertEquals(List.of(), LogLines.defects(result.err()));
  }
}
