package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** The name is another table's in another schema: to drop that leaves the temporary one. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void temporaryTableOfAnotherSchema(Pairing pairing) throws SQLException {
    pairing.server().asAdmin("CREATE DATABASE IF NOT EXISTS elsewhere");
    pairing.server().asAdmin("GRANT ALL ON elsewhere.* TO app");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      for (boolean bySql : new boolean[] {true, false}) {
        statement.execute("CREATE TEMPORARY TABLE mine (id INT)");
        if (bySql) {
          statement.execute("USE elsewhere");
        } else {
          connection.setCatalog("elsewhere");
        }
        statement.execute("DROP TEMPORARY TABLE IF EXISTS mine");
        Loss.kill(pairing, connection);
        Told.byDriver(
            pairing, "the temporary table mine", () -> statement.executeQuery("SELECT 1"));
        connection.setCatalog("test");
      }
    }
  }

  /** What begins and ends in one text leaves nothing but what it set. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.healing.DriversOwnObjectsIT#pgjdbc")
  void settingInATransactionOfItsOwn(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN; SET work_mem = '8MB'; COMMIT");
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertEquals(List.of("8MB"), Sql.column(statement, "SHOW work_mem"));
      loss.assertHealed();
      statement.execute("SET work_mem = '9MB'; ROLLBACK");
      assertEquals(List.of("8MB"), Sql.column(statement, "SHOW work_mem"));
      Loss.killWhileIdle(pairing, connection);
      Told.byDriver(pairing, "may take back", () -> statement.executeQuery("SHOW work_mem"));
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
