package io.dbkeepalive.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseServerIT {
  @ForEachPairing
  void restartKeepsPortAndData(Pairing pairing) throws SQLException, IOException {
    DatabaseServer server = pairing.server();
    int port = server.port();
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS kept");
      statement.execute("CREATE TABLE kept (id INT PRIMARY KEY)");
      statement.execute("INSERT INTO kept VALUES (42)");
    }
    server.stop();
    assertTrue(Ports.isFree(port), "something listens on the port of a stopped server");
    // not by the pairing, which would start it
    assertThrows(SQLException.class, server::adminConnection);
    server.start();
    assertEquals(port, server.port());
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
      assertTrue(rows.next());
      assertEquals(42, rows.getInt(1));
    }
  }

  @ForEachPairing
  void killEndsTheNamedSessionOnly(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    server.killAll();
    try (Connection first = pairing.connect();
        Connection second = pairing.connect()) {
      long killed = server.sessionOf(first);
      long spared = server.sessionOf(second);
      assertEquals(List.of(killed, spared).stream().sorted().toList(), sorted(server.sessions()));
      server.kill(killed);
      assertEquals(List.of(spared), server.sessions());
      assertEquals(spared, server.sessionOf(second));
    }
  }

  @ForEachPairing
  void killAllSparesTheAdministrator(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    try (Connection first = pairing.connect();
        Connection second = pairing.connect();
        Connection admin = server.adminConnection()) {
      assertFalse(first.isClosed() || second.isClosed());
      server.killAll();
      assertEquals(List.of(), server.sessions());
      assertTrue(admin.isValid(5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void idleSessionIsEndedByTheServer(Pairing pairing) throws SQLException {
    DatabaseServer server = pairing.server();
    server.idleTimeout(Duration.ofSeconds(1));
    try (Connection connection = pairing.connect()) {
      long session = server.sessionOf(connection);
      Await.until(
          "the end of an idle session",
          Duration.ofSeconds(10),
          () -> !server.sessions().contains(session));
    } finally {
      server.idleTimeout(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsSharedAndRunning(ServerKind kind) throws SQLException {
    DatabaseServer server = kind.server();
    assertEquals(server, kind.server());
    try (Connection admin = server.adminConnection()) {
      assertTrue(admin.isValid(5));
    }
  }

  private static List<Long> sorted(List<Long> sessions) {
    return sessions.stream().sorted().toList();
  }
}
