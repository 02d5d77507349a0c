package io.dbkeepalive.tests.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ChildJvm.Result;
import io.dbkeepalive.tests.support.ChildJvm.Running;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No password and no token shows, whatever goes wrong, at the most talkative level. */
class SecretsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "app-secret";
  private static final String OPTIONS =
      "log-level=debug,validate-after-idle=0ms,recovery-timeout=2s,attempts=2";

  /** One way in which an application names its password; {@code %d} is the port. */
  record Way(JdbcDriver driver, String url, List<String> properties) {
    Pairing pairing() {
      return new Pairing(
          driver,
          driver == JdbcDriver.PGJDBC
              ? ServerKind.POSTGRESQL_EMBEDDED
              : ServerKind.MARIADB_EMBEDDED);
    }
  }

  static Stream<Way> ways() {
    String parameters = "?user=app&password=" + PASSWORD;
    List<String> properties = List.of("user=app", "password=" + PASSWORD);
    return Stream.of(
        new Way(
            JdbcDriver.CONNECTOR_J,
            "jdbc:mysql://127.0.0.1:%d/test" + parameters + "&sslMode=DISABLED",
            List.of()),
        new Way(
            JdbcDriver.CONNECTOR_J,
            "jdbc:mysql://app:" + PASSWORD + "@127.0.0.1:%d/test?sslMode=DISABLED",
            List.of()),
        new Way(
            JdbcDriver.MARIADB_CONNECTOR_J,
            "jdbc:mariadb://127.0.0.1:%d/test" + parameters,
            List.of()),
        new Way(JdbcDriver.MARIADB_CONNECTOR_J, "jdbc:mariadb://127.0.0.1:%d/test", properties),
        new Way(JdbcDriver.PGJDBC, "jdbc:postgresql://127.0.0.1:%d/test" + parameters, List.of()),
        new Way(JdbcDriver.PGJDBC, "jdbc:postgresql://127.0.0.1:%d/test", properties));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void passwordShowsInNoFault(Way way) throws IOException {
    try (TcpProxy proxy = new TcpProxy(way.pairing().server())) {
      Running program = start(OPTIONS, way.url().formatted(proxy.port()), way.properties());
      proxy.cutAll(Cut.RST);
      expect(program, "answered", "reset");
      proxy.refuse();
      proxy.cutAll(Cut.FIN);
      expect(program, "failed", "refused");
      proxy.accept();
      expect(program, "answered", "again");
      Result result = end(program);
      assertHeldBack(result, PASSWORD);
      assertTrue(LogLines.lines(result.err(), "connection-healed").size() > 0, result::err);
      assertTrue(LogLines.lines(result.err(), "heal-failed").size() > 0, result::err);
    }
  }

  @Test
  void wrongPasswordDoesNotShow() throws IOException {
    DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();
    Result result =
        program(
                OPTIONS,
                server.url(JdbcDriver.CONNECTOR_J),
                List.of("user=app", "password=wrong-secret"))
            .run(TIMEOUT);
    assertEquals("not connected\n", result.out(), result::err);
    assertHeldBack(result, "wrong-secret");
  }

  @Test
  void changedPasswordDoesNotShow() throws IOException, SQLException {
    DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();
    asAdmin(
        server,
        "CREATE OR REPLACE USER rotating@'%' IDENTIFIED BY 'first-secret'",
        "GRANT ALL ON test.* TO rotating@'%'");
    try (TcpProxy proxy = new TcpProxy(server)) {
      Running program =
          start(
              OPTIONS,
              JdbcDriver.MARIADB_CONNECTOR_J.url(proxy.host(), proxy.port()),
              List.of("user=rotating", "password=first-secret"));
      asAdmin(server, "ALTER USER rotating@'%' IDENTIFIED BY 'second-secret'");
      int connections = proxy.connectionsAccepted();
      proxy.cutAll(Cut.RST);
      expect(program, "failed", "rotated");
      assertEquals(connections + 1, proxy.connectionsAccepted(), "a refused login is final");
      Result result = end(program);
      assertEquals(1, LogLines.lines(result.err(), "login-refused").size(), result::err);
      assertHeldBack(result, "first-secret");
    } finally {
      asAdmin(server, "DROP USER rotating@'%'");
    }
  }

  @Test
  void initSqlDoesNotShow() throws IOException {
    DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();
    try (TcpProxy proxy = new TcpProxy(server)) {
      Running program =
          start(
              OPTIONS + ",init-sql=SET @token = 'init-secret'",
              JdbcDriver.CONNECTOR_J.url(proxy.host(), proxy.port()),
              List.of("user=app", "password=" + PASSWORD));
      proxy.cutAll(Cut.RST);
      expect(program, "answered", "reset");
      Result result = end(program);
      assertTrue(result.err().contains("init-sql=<set>"), result::err);
      assertHeldBack(result, "init-secret");
    }
  }

  @Test
  void refusedInitSqlDoesNotShow() throws IOException {
    DatabaseServer server = ServerKind.MARIADB_EMBEDDED.server();
    Running program =
        start(
            OPTIONS + ",init-sql=SE @token = 'init-secret'",
            server.url(JdbcDriver.CONNECTOR_J),
            List.of("user=app", "password=" + PASSWORD));
    expect(program, "answered", "once");
    Result result = end(program);
    assertEquals(1, LogLines.lines(result.err(), "init-sql-failed").size(), result::err);
    assertHeldBack(result, "init-secret");
  }

  private static Running start(String options, String url, List<String> properties)
      throws IOException {
    Running program = program(options, url, properties).start();
    program.awaitOutput("connected", TIMEOUT);
    expect(program, "answered", "first");
    return program;
  }

  private static ChildJvm program(String options, String url, List<String> properties) {
    String[] arguments = Stream.concat(Stream.of(url), properties.stream()).toArray(String[]::new);
    return H2Program.jvm(options).main("io.dbkeepalive.smoke.Faults", arguments);
  }

  private static void expect(Running program, String answer, String request) throws IOException {
    program.send(request);
    program.awaitOutput(answer + " " + request, TIMEOUT);
  }

  private static Result end(Running program) throws IOException {
    program.send("end");
    Result result = program.await(TIMEOUT);
    assertEquals(0, result.exitCode(), result::err);
    return result;
  }

  private static void assertHeldBack(Result result, String secret) {
    assertTrue(LogLines.lines(result.err(), "class-woven").size() > 0, "it logs at debug");
    assertFalse(result.out().contains(secret), result::out);
    assertFalse(result.err().contains(secret), result::err);
  }

  private static void asAdmin(DatabaseServer server, String... commands) throws SQLException {
    try (Connection connection = server.adminConnection();
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }
}
