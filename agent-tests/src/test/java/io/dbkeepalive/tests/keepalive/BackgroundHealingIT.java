package io.dbkeepalive.tests.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dbkeepalive.tests.healing.Sql;
import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dies while nobody looks is healed before anybody does. */
@Tag("keepalive")
@ResourceLock("the log of the agent of this JVM")
class BackgroundHealingIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** H2 keeps the socket of a session that it has ended: nobody can know before it is asked. */
  static Stream<Pairing> pairings() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void lostConnectionIsHealedWithoutACall(Pairing pairing) throws SQLException {
    AgentLog log = AgentLog.fromNow();
    try (Connection connection = pairing.connect();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      connection.setReadOnly(true);
      assertEquals(List.of("1"), Sql.column(prepared.executeQuery()));
      long session = pairing.server().sessionOf(connection);
      pairing.server().kill(session);
      Await.until("healing", SOON, () -> log.lines("cause=found-lost-while-idle").size() == 1);
      assertEquals(List.of("1"), Sql.column(prepared.executeQuery()));
      assertEquals(true, connection.isReadOnly());
      assertNotEquals(session, pairing.server().sessionOf(connection));
      assertEquals(1, log.lines("connection-healed").size());
      assertEquals(List.of(), log.lines("agent-error"));
    }
  }

  /** Its transaction is lost, and nobody but its application can say what then. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pairings")
  void lostTransactionIsToldByTheNextCall(Pairing pairing) throws SQLException {
    Sql.table(pairing, "background", " (id INT)");
    try (Connection connection = pairing.connect();
        Connection witness = pairing.connect()) {
      connection.setAutoCommit(false);
      Sql.execute(connection, "INSERT INTO background VALUES (1)");
      AgentLog log = AgentLog.fromNow();
      pairing.server().kill(pairing.server().sessionOf(connection));
      // killed later, and so healed after the other would have been
      pairing.server().kill(pairing.server().sessionOf(witness));
      Await.until("a sweep", SOON, () -> !log.lines("connection-healed").isEmpty());
      SQLException told =
          assertThrows(
              SQLException.class,
              () -> Sql.execute(connection, "INSERT INTO background VALUES (2)"));
      assertEquals(1, told.getSuppressed().length, told::toString);
      connection.rollback();
      Sql.execute(connection, "INSERT INTO background VALUES (3)");
      connection.commit();
    }
    assertEquals(List.of("3"), Sql.ids(pairing, "background"));
  }
}
