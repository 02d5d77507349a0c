package io.dbkeepalive.tests.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ChildJvm;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.LogLines;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.ServerKind;
import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures are those of what was done, and cost the database nothing. */
class FiguresIT {
  private static final int ALL = Operated.CONNECTIONS;

  static Stream<Pairing> pairings() {
    return Stream.of(
        new Pairing(JdbcDriver.MARIADB_CONNECTOR_J, ServerKind.MARIADB_EMBEDDED),
        new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void theyAddUpWithTheFaultsThatWereCaused(Pairing pairing)
      throws IOException, JMException, SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS operated");
      statement.execute("CREATE TABLE operated (id INT)");
    }
    try (Operation operation = new Operation(pairing, "ping-interval=off")) {
      operation.proxy.cutAll(Cut.RST);
      operation.run("all SELECT 1"); // each heals
      operation.proxy.cutAt(Moment.BEFORE_REPLY, Cut.RST, request -> request.contains("SELECT 2"));
      operation.run("one SELECT 2"); // heals, and runs again
      operation.proxy.cutAt(
          Moment.BEFORE_REPLY, Cut.RST, request -> request.contains("INSERT INTO operated"));
      operation.run("one INSERT INTO operated VALUES (1)"); // is refused
      operation.run("one SELECT 3"); // heals

      int heals = ALL + 2;
      assertEquals(heals, operation.metric("dbkeepalive_heals_total", ""));
      assertEquals(heals, operation.metric("dbkeepalive_heal_duration_seconds_count", ""));
      assertEquals(1, operation.metric("dbkeepalive_refusals_total", "reason=\"may-have-run\""));
      assertEquals(1, operation.metric("dbkeepalive_refusals_total", ""));
      assertEquals(1, operation.metric("dbkeepalive_retries_total", "outcome=\"succeeded\""));
      assertEquals(ALL, operation.metric("dbkeepalive_connections_opened_total", ""));
      assertEquals(ALL + heals, operation.proxy.connectionsAccepted());
      assertEquals(heals, sum(operation.database("HealsByCause")));
      assertEquals(1, sum(operation.database("RefusalsByReason")));
      ChildJvm.Result result = operation.end();
      assertEquals(heals, LogLines.lines(result.err(), "connection-healed").size(), result::err);
      assertEquals(1, LogLines.lines(result.err(), "call-refused").size(), result::err);
      assertEquals(List.of(), LogLines.defects(result.err()));
    }
  }

  private static long sum(Object table) {
    return ((TabularData) table)
        .values().stream().mapToLong(row -> (Long) ((CompositeData) row).get("value")).sum();
  }

  @Test
  void lookingAsksTheDatabaseNothing() throws IOException, JMException, SQLException {
    Pairing pairing = new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);
    try (Operation operation = new Operation(pairing, "ping-interval=24h");
        Connection admin = pairing.server().adminConnection();
        Statement statement = admin.createStatement()) {
      operation.run("all SELECT 1");
      long before = questions(statement);
      int exchanges = operation.proxy.exchanges();
      for (int i = 0; i < 50; i++) {
        for (String path : List.of("/metrics", "/health", "/health/db", "/health/detailed")) {
          assertEquals(200, operation.get(path).statusCode());
        }
      }
      operation.readAllOfJmx();
      assertEquals(exchanges, operation.proxy.exchanges());
      assertEquals(before + 1, questions(statement), "that question itself");
    }
  }

  private static long questions(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
      rows.next();
      return rows.getLong(2);
    }
  }

  /** As without the agent, until it is enabled again; only what it has healed it still heals. */
  @Test
  void disabledItOnlyLooksOn() throws IOException, JMException {
    Pairing pairing = new Pairing(JdbcDriver.CONNECTOR_J, ServerKind.MARIADB_EMBEDDED);
    try (Operation operation = new Operation(pairing, "ping-interval=1s")) {
      operation.post("/disable");
      operation.proxy.cutAll(Cut.RST);
      operation.run("all SELECT 1");
      assertEquals(ALL, operation.metric("dbkeepalive_observed_losses_total", "would=\"heal\""));
      assertEquals(0, operation.metric("dbkeepalive_heals_total", ""));
      operation.post("/enable");
      operation.run("all SELECT 2");
      assertEquals(ALL, operation.metric("dbkeepalive_heals_total", ""));
      operation.post("/disable");
      operation.proxy.cutAll(Cut.RST);
      operation.run("all SELECT 3");
      ChildJvm.Result result = operation.end();
      assertTrue(result.out().contains("<all SELECT 1> 0 well"), result::out);
      assertTrue(result.out().contains("<all SELECT 2> 5 well"), result::out);
      assertTrue(result.out().contains("<all SELECT 3> 5 well"), result::out);
      assertEquals(List.of(), LogLines.defects(result.err()));
    }
  }

  /** By HTTP and JMX: what is lost is found and healed at once, whatever the pause. */
  @Test
  void peopleCanActAtOnce() throws IOException, JMException {
    Pairing pairing = new Pairing(JdbcDriver.PGJDBC, ServerKind.POSTGRESQL_EMBEDDED);
    try (Operation operation = new Operation(pairing, "ping-interval=off")) {
      assertEquals(
          "{\"well\":5,\"lost\":0,\"unknown\":0}", operation.post("/ping").body(), "all are well");
      operation.proxy.cutAll(Cut.RST);
      assertEquals("{\"well\":5,\"lost\":0,\"unknown\":0}", operation.post("/recover").body());
      assertEquals(
          ALL, operation.metric("dbkeepalive_heals_total", "cause=\"found-lost-while-idle\""));
      assertEquals("5 well, 0 lost, 0 in use or unanswered", operation.act("ping"));
      assertEquals("{\"enabled\":false}", operation.post("/disable").body());
      assertEquals(false, operation.agent("Enabled"));
      assertEquals(0, operation.metric("dbkeepalive_agent_enabled", ""));
      assertEquals("{\"enabled\":true}", operation.post("/enable").body());
      operation.run("all SELECT 1");
      ChildJvm.Result result = operation.end();
      assertEquals(List.of(), LogLines.defects(result.err()));
      assertTrue(result.out().contains("<all SELECT 1> 5 well"), result::out);
      Map<String, String> actions =
          Map.of("ping", "http", "recover", "http", "disable", "http", "enable", "http");
      actions.forEach(
          (action, by) ->
              assertTrue(
                  result.err().contains("admin-action action=" + action + " by=" + by),
                  result::err));
    }
  }
}
