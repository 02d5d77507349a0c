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
    healsOn(version, EMBEDDED, "validate-after-idle=0ms");
  }

  /** With all that is off by default. */
  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void healsOnMySql(int version) throws IOException {
    healsOn(
        version,
        MYSQL,
        "validate-after-idle=0ms,ping-interval=1s,max-age=1h,stall-timeout=10s,leak-threshold=1h,"
            + "connect-timeout=20s,read-timeout=60s,query-timeout=60s,lock-timeout=30s,"
            + "max-connections=20,pods=2,init-sql=SET SESSION wait_timeout=600");
  }

  private static void healsOn(int version, List<Pairing> pairings, String options)
      throws IOException {
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
            .agent(ChildJvm.agentJar(), options)
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
