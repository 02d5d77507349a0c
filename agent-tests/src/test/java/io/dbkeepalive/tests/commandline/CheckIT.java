package io.dbkeepalive.tests.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.Driver;

/** A database before and after a deployment. */
class CheckIT {
  private static final Path DRIVER = ChildJvm.jarOf(Driver.class);

  private final DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();

  @ParameterizedTest(name = "Java {0}")
  @ValueSource(ints = {8, 17, 25})
  void databaseThatIsThereIsReachedStepByStep(int version) throws IOException {
    Result result = check(version, server.url(JdbcDriver.MARIADB_CONNECTOR_J), server.password());
    assertEquals(0, result.exitCode(), result::toString);
    assertTrue(
        result
            .out()
            .matches(
                "(?s)STEP.*driver.*resolve.*network.*login.*MariaDB.*ping.*valid.*idle limits.*session \\d+s.*"),
        result::out);
  }

  @Test
  void wrongPasswordIsRefusedAndNotShown() throws IOException {
    Result result = check(17, server.url(JdbcDriver.MARIADB_CONNECTOR_J), "wrong-secret");
    assertEquals(4, result.exitCode(), result::toString);
    assertTrue(result.err().contains("login: "), result::err);
    assertTrue(!result.toString().contains("wrong-secret"), result::toString);
  }

  @Test
  void serverThatIsDownIsNotReachable() throws IOException {
    try (TcpProxy proxy = new TcpProxy(server)) {
      proxy.refuse();
      Result result =
          check(17, JdbcDriver.MARIADB_CONNECTOR_J.url(proxy.host(), proxy.port()), "none");
      assertEquals(3, result.exitCode(), result::toString);
      assertTrue(result.err().contains("network: "), result::err);
    }
  }

  @Test
  void serverThatDoesNotAnswerIsNotWaitedForLonger() throws IOException {
    try (TcpProxy proxy = new TcpProxy(server)) {
      proxy.pause();
      Result result =
          check(17, JdbcDriver.MARIADB_CONNECTOR_J.url("127.0.0.1", proxy.port()), "none");
      assertEquals(3, result.exitCode(), result::toString);
      assertTrue(result.err().contains("no answer within 3000 ms, after network"), result::err);
    }
  }

  private Result check(int version, String url, String password) throws IOException {
    return new Commands(version)
        .jvm(
            "check",
            "--url",
            url,
            "--user",
            server.user(),
            "--driver",
            DRIVER.toString(),
            "--time-out",
            "3s")
        .environment("DATABASE_PASSWORD", password)
        .run(Duration.ofSeconds(60));
  }
}
