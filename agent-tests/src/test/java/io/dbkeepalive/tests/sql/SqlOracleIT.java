package io.dbkeepalive.tests.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.sql.AgentClassifier.Effect;
import io.dbkeepalive.tests.sql.AgentClassifier.Traits;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.ServerKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classifier against the servers: what it calls a pure read runs in a read-only transaction and
 * changes nothing that the session can see of itself; what it calls restorable makes another
 * session the same. {@code sql.oracle.statements} is the number of statements, of all servers
 * together.
 */
class SqlOracleIT {
  private static final int STATEMENTS = Integer.getInteger("sql.oracle.statements", 6_000);
  private static final long SEED = Long.getLong("sql.oracle.seed", 20261124);
  private static final int BATCH = 40;
  private static final int ER_UNKNOWN_SYSTEM_VARIABLE = 1193;

  static Stream<Pairing> servers() {
    Set<ServerKind> seen = EnumSet.noneOf(ServerKind.class);
    return Pairings.all().filter(pairing -> seen.add(pairing.kind()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void whatIsPureChangesNothing(Pairing pairing) throws Exception {
    AgentClassifier classifier = new AgentClassifier(dialect(pairing.driver()));
    ServerSql sql = new ServerSql(pairing.driver(), SEED);
    prepare(pairing);
    int pure = 0;
    int ran = 0;
    int others = 0;
    try (Connection connection = pairing.connect()) {
      readOnly(connection, pairing.driver());
      Set<String> before = SessionSnapshot.of(connection, pairing);
      List<String> batch = new ArrayList<>();
      for (int i = 0; i < STATEMENTS / ServerKind.values().length; i++) {
        String text = sql.query();
        if (classifier.classify(text).pureRead()) {
          pure++;
          ran += run(connection, text) ? 1 : 0;
          batch.add(text);
        } else {
          others++;
        }
        if (batch.size() == BATCH) {
          // within the transaction, which holds what locks there are
          assertEquals(before, SessionSnapshot.of(connection, pairing), "seed " + SEED + batch);
          connection.rollback();
          batch.clear();
        }
      }
      assertEquals(before, SessionSnapshot.of(connection, pairing), "seed " + SEED + batch);
      connection.rollback();
    }
    String counts = pure + " pure, of which " + ran + " ran, " + others + " others";
    assertTrue(pure > others / 2 && ran > pure / 2 && others > pure / 10, counts);
  }

  /** Were a session's change not seen by this test, the test above would prove nothing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void aChangeWouldBeSeen(Pairing pairing) throws Exception {
    prepare(pairing);
    for (String change : ServerSql.changes(pairing.driver())) {
      try (Connection connection = pairing.connect()) {
        readOnly(connection, pairing.driver());
        Set<String> before = SessionSnapshot.of(connection, pairing);
        boolean refused = false;
        String told = "nothing";
        try (Statement statement = connection.createStatement()) {
          statement.execute(change);
        } catch (SQLException e) {
          refused = isWrite(e);
          told = e.toString();
          connection.rollback();
        }
        boolean seen = !before.equals(SessionSnapshot.of(connection, pairing));
        assertTrue(refused || seen, change + " told " + told);
        connection.rollback();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void settingsMakeAnotherSessionTheSame(Pairing pairing) throws Exception {
    AgentClassifier classifier = new AgentClassifier(dialect(pairing.driver()));
    ServerSql sql = new ServerSql(pairing.driver(), SEED);
    prepare(pairing);
    int rounds = Math.max(20, STATEMENTS / 300);
    int compared = 0;
    for (int round = 0; round < rounds; round++) {
      List<String> texts = sql.settings();
      try (Connection first = pairing.connect();
          Connection second = pairing.connect()) {
        Map<String, String> toSet = new LinkedHashMap<>();
        for (String text : texts) {
          if (!isKnown(first, text)) {
            continue;
          }
          for (Effect effect : effects(classifier, text)) {
            apply(toSet, effect);
          }
        }
        for (String text : toSet.values()) {
          execute(second, text);
        }
        assertEquals(
            SessionSnapshot.of(first, pairing),
            SessionSnapshot.of(second, pairing),
            "seed " + SEED + ": " + texts + " restored by " + toSet.values());
        compared += toSet.isEmpty() ? 0 : 1;
      }
    }
    assertTrue(compared > rounds / 2, compared + " of " + rounds + " had anything to restore");
  }

  private static List<Effect> effects(AgentClassifier classifier, String text) {
    Traits traits = classifier.classify(text);
    assertFalse(traits.taints(), "not restorable: " + text);
    assertFalse(traits.effects().isEmpty(), "no effect: " + text);
    return traits.effects();
  }

  /** As whoever restores a session has to do it. */
  private static void apply(Map<String, String> toSet, Effect effect) {
    toSet
        .keySet()
        .removeIf(
            key ->
                effect.kind().equals("RELEASE_ALL")
                    ? key.startsWith(effect.key())
                    : key.equals(effect.key()));
    if (effect.kind().equals("SET")) {
      toSet.put(effect.key(), effect.sql());
    }
  }

  private static void prepare(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect()) {
      for (String text : ServerSql.preparation(pairing.driver())) {
        execute(connection, text);
      }
    }
  }

  private static void readOnly(Connection connection, JdbcDriver driver) throws SQLException {
    switch (driver) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J ->
          execute(connection, "SET SESSION TRANSACTION READ ONLY");
      case PGJDBC -> execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
      case H2 -> {} // looked at afterwards
    }
    connection.setAutoCommit(false);
  }

  /** False if the server did not run it. */
  private static boolean run(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
      return true;
    } catch (SQLException e) {
      assertFalse(isWrite(e), () -> "seed " + SEED + ": " + e + " by " + text);
      connection.rollback();
      return false;
    }
  }

  /**
   * MySQL's ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, PostgreSQL's read_only_sql_transaction, and
   * Connector/J's own, which asks the server first.
   */
  private static boolean isWrite(SQLException e) {
    return e.getErrorCode() == 1792
        || "25006".equals(e.getSQLState())
        || String.valueOf(e.getMessage()).startsWith("Connection is read-only");
  }

  /** MySQL and MariaDB each have settings that the other one lacks. */
  private static boolean isKnown(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == ER_UNKNOWN_SYSTEM_VARIABLE) {
        return false;
      }
      throw new SQLException(setting + ": " + e.getMessage(), e);
    }
  }

  private static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new SQLException(text + ": " + e.getMessage(), e);
    }
  }

  private static String dialect(JdbcDriver driver) {
    return switch (driver) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> "MYSQL";
      case PGJDBC -> "POSTGRESQL";
      case H2 -> "H2";
    };
  }
}
