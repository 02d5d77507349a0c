package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JavaHomes;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Opening a connection is the application's business; opening one again must do no harm. */
class OpeningIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  @ForEachPairing
  void noServer(Pairing pairing) throws SQLException, IOException {
    String url;
    try (TcpProxy gone = new TcpProxy(pairing.server())) {
      url = pairing.driver().url(gone.host(), gone.port());
    }
    AgentLog log = AgentLog.fromNow();
    long start = System.nanoTime();
    SQLException told =
        assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "app", "secret"));
    assertTrue(System.nanoTime() - start < AT_ONCE.toNanos(), "it was not told at once");
    Told.assertMadeByDriver(pairing, told);
    assertArrayEquals(new Throwable[0], told.getSuppressed());
    assertEquals(List.of(), log.lines("heal-failed"));
  }

  /** A second try with a wrong password could lock the account. */
  @ForEachPairing
  void credentialsChangedSince(Pairing pairing) throws SQLException, IOException {
    pairing.server().asAdmin(create(pairing));
    try (TcpProxy proxy = new TcpProxy(pairing.server());
        Connection connection =
            DriverManager.getConnection(
                pairing.driver().url(proxy.host(), proxy.port()), "changed", "before")) {
      assertTrue(connection.isValid(5));
      pairing.server().asAdmin(change(pairing));
      AgentLog log = AgentLog.fromNow();
      proxy.cutAll(Cut.RST);
      Told.byDriver(
          pairing,
          "the database refuses the user and password",
          () -> Sql.execute(connection, "SELECT 1"));
      assertEquals(2, proxy.connectionsAccepted(), "connections, the first included");
      assertEquals(1, log.lines("login-refused").size());
      assertEquals(List.of(), log.lines("heal-failed"));
    }
  }

  private static String[] create(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J ->
          new String[] {
            "DROP USER IF EXISTS 'changed'@'%'",
            "CREATE USER 'changed'@'%' IDENTIFIED BY 'before'",
            "GRANT ALL ON test.* TO 'changed'@'%'"
          };
      case PGJDBC ->
          new String[] {
            "DROP ROLE IF EXISTS changed", "CREATE ROLE changed LOGIN PASSWORD 'before'"
          };
      case H2 ->
          new String[] {"DROP USER IF EXISTS changed", "CREATE USER changed PASSWORD 'before'"};
    };
  }

  private static String[] change(Pairing pairing) {
    return new String[] {
      switch (pairing.driver()) {
        case CONNECTOR_J, MARIADB_CONNECTOR_J -> "ALTER USER 'changed'@'%' IDENTIFIED BY 'after'";
        // the embedded server asks nobody for a password
        case PGJDBC -> "ALTER ROLE changed NOLOGIN PASSWORD 'after'";
        case H2 -> "ALTER USER changed SET PASSWORD 'after'";
      }
    };
  }

  /** What makes no connection of ours ends as without the agent. */
  @Test
  void strangeCallsEndAsWithoutTheAgent() throws IOException {
    String without = strangeCalls(new ChildJvm(JavaHomes.current()));
    String with = strangeCalls(new ChildJvm(JavaHomes.current()).agent(ChildJvm.agentJar(), ""));
    assertEquals(without, with);
    assertEquals(4 * JdbcDriver.values().length + 2, without.lines().count(), without);
  }

  private static String strangeCalls(ChildJvm jvm) throws IOException {
    ChildJvm.Result result =
        jvm.classPath(classPath()).main(StrangeCalls.class.getName()).run(Duration.ofSeconds(60));
    assertEquals(0, result.exitCode(), result::err);
    return result.out();
  }

  static List<Path> classPath() {
    return Stream.of(
            StrangeCalls.class,
            com.mysql.cj.jdbc.Driver.class,
            org.mariadb.jdbc.Driver.class,
            org.postgresql.Driver.class,
            org.h2.Driver.class)
        .map(ChildJvm::jarOf)
        .toList();
  }
}
