package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Drivers that keep closed statements, and hand the same objects out again. */
class StatementPoolIT {
  private static final String SQL = "SELECT CAST(? AS CHAR(20))";

  static Stream<Arguments> pools() {
    return Pairings.withIdleTimeout()
        .flatMap(pairing -> options(pairing.driver()).map(each -> Arguments.of(pairing, each)));
  }

  static Stream<List<String>> options(JdbcDriver driver) {
    return switch (driver) {
      case CONNECTOR_J ->
          Stream.of(
              List.of("cachePrepStmts=true", "useServerPrepStmts=true"),
              List.of("cachePrepStmts=true", "useServerPrepStmts=false"));
      case MARIADB_CONNECTOR_J ->
          Stream.of(
              List.of("cachePrepStmts=true", "useServerPrepStmts=true"),
              List.of("cachePrepStmts=false", "useServerPrepStmts=true"));
      case PGJDBC ->
          Stream.of(
              List.of("prepareThreshold=1"),
              List.of("prepareThreshold=1", "preparedStatementCacheQueries=0"));
      case H2 -> Stream.of();
    };
  }

  /** Closed while it works, while it is lost, and after it was healed: each time it comes anew. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pools")
  void preparedAgainAfterEachClose(Pairing pairing, List<String> options) throws SQLException {
    try (Connection connection = pairing.connect(options.toArray(new String[0]))) {
      PreparedStatement first = used(connection, "first");
      first.close();
      PreparedStatement second = used(connection, "second");
      Loss loss = Loss.killWhileIdle(pairing, connection);
      second.close(); // lost
      PreparedStatement third = used(connection, "third");
      loss.assertHealed();
      Loss again = Loss.killWhileIdle(pairing, connection);
      assertEquals("healed", ask(third, "healed"));
      third.close();
      PreparedStatement fourth = used(connection, "fourth");
      PreparedStatement fifth = used(connection, "fifth");
      assertEquals("fourth again", ask(fourth, "fourth again"), "with another of the same SQL");
      again.assertHealed();
      for (PreparedStatement closed : List.of(first, second, third)) {
        if (closed != fourth && closed != fifth) {
          assertTrue(closed.isClosed(), "one that was closed lives in another");
          assertThrows(SQLException.class, () -> ask(closed, "closed"));
        }
      }
      assertFalse(fourth.isClosed());
      fifth.close();
      assertEquals("fourth", ask(fourth, "fourth"), "closed with another of the same SQL");
    }
  }

  static PreparedStatement used(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(SQL);
    for (int i = 0; i < 2; i++) {
      assertEquals(text + i, ask(statement, text + i));
    }
    return statement;
  }

  static String ask(PreparedStatement statement, String text) throws SQLException {
    statement.setString(1, text);
    try (ResultSet rows = statement.executeQuery()) {
      assertTrue(rows.next());
      return rows.getString(1).trim();
    }
  }
}
