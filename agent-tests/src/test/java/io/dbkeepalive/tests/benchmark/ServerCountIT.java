package io.dbkeepalive.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A healthy call is one statement for its server, and nothing is sent besides. */
class ServerCountIT {
  private static final int CALLS = 1_000;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#ofEachServer")
  void serverCountsTheCallsAlone(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    boolean postgresql = pairing.driver() == JdbcDriver.PGJDBC;
    server.asAdmin(ServerCount.preparation(postgresql).toArray(new String[0]));
    AgentLog log = AgentLog.fromNow();
    try (Connection connection =
        DriverManager.getConnection(
            ServerCount.urlOfItsOwn(server.url(pairing.driver())),
            server.user(),
            server.password())) {
      assertEquals(1, log.lines("connection-opened").size(), "the agent looks after it");
      Item.fill(connection);
      ServerCount count = new ServerCount(connection);
      try (Item item = new Item(connection)) {
        item.readOne(); // a driver may prepare it at the server
        long before = count.now();
        for (int i = 0; i < CALLS; i++) {
          item.readOne();
        }
        assertEquals(CALLS, count.since(before));

        before = count.now();
        connection.isValid(5);
        assertEquals(1, count.since(before), "a ping is counted");
      }
    } finally {
      server.asAdmin(ServerCount.end(postgresql).toArray(new String[0]));
    }
  }
}
