package io.dbkeepalive.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildJvmIT {
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void smokeRunsWithTheAgentOnEachJvmAndDriver(int version) throws IOException {
    Path home = JavaHomes.of(version);
    for (Pairing pairing :
        List.of(
            new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
            new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
            new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED),
            new Pairing(JdbcDriver.H2, ServerKind.H2_TCP))) {
      DatabaseServer server = pairing.server();
      Result result =
          new ChildJvm(home)
              .agent(ChildJvm.agentJar(), "")
              .classPath(SmokeClassPath.forJava(version))
              .main(
                  "io.dbkeepalive.smoke.Smoke",
                  server.url(pairing.driver()),
                  server.user(),
                  server.password())
              .run(Duration.ofSeconds(60));
      assertEquals(0, result.exitCode(), pairing + ": " + result);
      String prefix = version == 8 ? "java 1.8." : "java " + version;
      assertTrue(result.out().startsWith(prefix), result.out());
      assertTrue(result.out().endsWith("answer 1\n"), result.out());
    }
  }

  @Test
  void exitCodeAndErrorsAreHandedBack() throws IOException {
    Result result =
        new ChildJvm(JavaHomes.current()).main("no.such.Program").run(Duration.ofSeconds(30));
    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("no.such.Program"), result.err());
  }

  @Test
  void environmentNamesTheHome(@TempDir Path directory) throws IOException {
    Path home = Files.createDirectory(directory.resolve("home"));
    assertEquals(
        Optional.of(home),
        JavaHomes.find(8, Map.of("JAVA_HOME_8_X64", home.toString()), directory));
  }

  @Test
  void homeWhoseReleaseFileSaysSoIsFound(@TempDir Path directory) throws IOException {
    Path home = Files.createDirectories(directory.resolve("some-jdk/bin")).getParent();
    Path java = Files.createFile(home.resolve("bin/java"));
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(home.resolve("release"), "OTHER=1\nJAVA_VERSION=\"1.8.0_432\"\n");
    assertEquals(Optional.of(home), JavaHomes.find(8, Map.of(), directory));
    assertEquals(Optional.empty(), JavaHomes.find(11, Map.of(), directory));
  }
}
