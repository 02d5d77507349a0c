package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which the jar may lie about and be started. */
class LaunchIT {
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void programWithoutJdbcShowsThatTheAgentStartedOnly(int version) throws IOException {
    ChildJvm jvm =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "")
            .classPath(SmokeClassPath.forJava(version))
            .main(H2Program.HELLO, "world");
    Result result = H2Program.expect("hello world\n", jvm);
    assertEquals(1, result.err().lines().count(), result::err);
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dbkeepalive-1.0.jar",
        "with space/dbkeepalive.jar",
        "größe-データ/dbkeepalive.jar",
        "a+b/dbkeepalive.jar",
        "100%/dbkeepalive.jar",
        "a%20b/dbkeepalive.jar",
        "a#b!/dbkeepalive.jar"
      })
  void jarMayHaveAnyNameAndPlace(String name, @TempDir Path directory) throws IOException {
    Path jar = directory.resolve(name);
    Files.createDirectories(jar.getParent());
    Files.copy(ChildJvm.agentJar(), jar);
    Result result =
        H2Program.expect(
            H2Program.WOVEN_REPORT,
            H2Program.withoutAgent()
                .environment("LC_ALL", "C.UTF-8") // by which a JVM reads its command line
                .agent(jar, "")
                .main(H2Program.WOVEN, H2Program.URL));
    assertEquals(1, result.err().lines().count(), result::err);
  }

  @Test
  void startedAsAProgramItTellsItsUsage() throws IOException {
    Result result =
        new ChildJvm(JavaHomes.current())
            .main("-jar", ChildJvm.agentJar().toString())
            .run(Duration.ofSeconds(60));
    assertEquals(2, result.exitCode());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("name a command"), result::err);
    assertTrue(result.err().contains("-javaagent:dbkeepalive.jar"), result::err);
  }

  @Test
  void serialVersionsStayAsTheyWere() throws IOException {
    String[] classes = {
      "io.dbkeepalive.smoke.SerialVersions$ImplicitConnection",
      "io.dbkeepalive.smoke.SerialVersions$ExplicitStatement",
      "com.mysql.cj.jdbc.ConnectionImpl",
      "com.mysql.cj.jdbc.MysqlDataSource",
      "com.mysql.cj.jdbc.MysqlXADataSource",
      "org.postgresql.ds.PGSimpleDataSource",
      "org.h2.jdbcx.JdbcDataSource"
    };
    String program = "io.dbkeepalive.smoke.SerialVersions";
    Result before = H2Program.withoutAgent().main(program, classes).run(Duration.ofSeconds(60));
    assertEquals(classes.length, before.out().lines().count(), before::err);
    Result after =
        H2Program.expect(before.out(), H2Program.jvm("log-level=debug").main(program, classes));
    // so that there was something to lose
    List<String> woven = LogLines.lines(after.err(), "class-woven");
    for (int i = 0; i < 3; i++) {
      String name = "class=" + classes[i] + " ";
      assertTrue(woven.stream().anyMatch(line -> line.contains(name)), woven::toString);
    }
  }
}
