package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** State of a session that nobody can bring back is told of once; then the handle works again. */
class TaintedSessionIT {
  private static final List<String> OF_MYSQL =
      List.of(
          "CREATE TEMPORARY TABLE mine (id INT)",
          "SET @mine = (SELECT 1)",
          "SELECT GET_LOCK('mine', 0)",
          "LOCK TABLES lockable READ");

  private static final List<String> OF_POSTGRESQL =
      List.of(
          "CREATE TEMPORARY TABLE mine (id INT)",
          "SELECT set_config('work_mem', '8' || 'MB', false)",
          "DECLARE mine CURSOR WITH HOLD FOR SELECT 1",
          "SELECT pg_advisory_lock(4711)");

  private static final List<String> OF_H2 =
      List.of("CREATE LOCAL TEMPORARY TABLE mine (id INT)", "SET @mine = (SELECT 1)");

  @ForEachPairing
  void toldOnce(Pairing pairing) throws SQLException {
    Sql.table(pairing, "lockable", " (id INT)");
    for (String taint : taints(pairing)) {
      try (Connection connection = pairing.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(taint);
        Loss loss = Loss.kill(pairing, connection);
        Told.byDriver(
            pairing,
            "the lost session had state that cannot be restored",
            () -> statement.executeQuery("SELECT 1"));
        assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
        loss.assertHealed();
        Loss again = Loss.kill(pairing, connection);
        assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
        again.assertHealed();
      }
    }
  }

  /** It is not healed behind the application's back while it rests either. */
  @ForEachPairing
  void toldAfterIdleness(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(taints(pairing).get(0));
      Loss loss = Loss.killWhileIdle(pairing, connection);
      Told.byDriver(pairing, "verdict NOT_EXECUTED", () -> statement.executeQuery("SELECT 1"));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      loss.assertHealed();
    }
  }

  private static List<String> taints(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> OF_MYSQL;
      case PGJDBC -> OF_POSTGRESQL;
      case H2 -> OF_H2;
    };
  }
}
