package io.dbkeepalive.tests.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.SmokeClassPath;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealingOnEachJvmIT {
  private static final List<Pairing> EMBEDDED =
      List.of(
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
          new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  private static final List<Pairing> MYSQL =
      List.of(
          new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MYSQL_CONTAINER),
          new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MYSQL_CONTAINER));

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void healsOnEmbeddedServers(int version) throws IOException {
    healsOn(version, EMBEDDED);
  }

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void healsOnMySql(int version) throws IOException {
    healsOn(version, MYSQL);
  }

  private static void healsOn(int version, List<Pairing> pairings) throws IOException {
    List<String> arguments = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (Pairing pairing : pairings) {
      DatabaseServer server = pairing.server();
      String url = server.url(pairing.driver());
      arguments.addAll(List.of(url, server.user(), server.password()));
      expected.append(url).append('\n').append(HealingProgram.REPORT);
    }
    Result result =
        new ChildJvm(JavaHomes.of(version))
            .agent(ChildJvm.agentJar(), "validate-after-idle=0ms")
            .classPath(SmokeClassPath.forJava(version))
            .main(HealingProgram.CLASS, arguments.toArray(String[]::new))
            .run(Duration.ofSeconds(90));
    assertEquals(0, result.exitCode(), () -> "of " + result);
    assertEquals(expected.toString(), result.out(), result::err);
    assertEquals(List.of(), LogLines.defects(result.err()));
    assertEquals(List.of(), LogLines.foreignLines(result.err()));
    assertEquals(1, LogLines.lines(result.err(), "agent-started").size(), result::err);
  }
}
