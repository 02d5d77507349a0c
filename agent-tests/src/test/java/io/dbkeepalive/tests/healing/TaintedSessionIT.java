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
          "LOCK TABLES lockable READ",
          "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");

  private static final List<String> OF_POSTGRESQL =
      List.of(
          "CREATE TEMPORARY TABLE mine (id INT)",
          "SELECT set_config('work_mem', '8' || 'MB', false)",
          "DECLARE mine CURSOR WITH HOLD FOR SELECT 1",
          "SELECT pg_advisory_lock(4711)",
          "SET search_path = public, pg_temp",
          "UPDATE pg_settings SET setting = '8192' WHERE name = 'work_mem'",
          "LISTEN mine");

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

  /** The server keeps it over statements that touch no table. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#mysqlFamily")
  void isolationOfTheNextTransaction(Pairing pairing) throws SQLException {
    Sql.table(pairing, "next_one", " (id INT) ENGINE = InnoDB");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      for (boolean lost : new boolean[] {false, true}) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        Sql.column(statement, "SELECT 1");
        Sql.column(statement, "SELECT @@sql_mode");
        if (lost) {
          Loss.kill(pairing, connection);
          Told.byDriver(pairing, "SET TRANSACTION", () -> statement.execute("START TRANSACTION"));
        }
        statement.execute("START TRANSACTION");
        statement.execute("INSERT INTO next_one VALUES (1)");
        assertEquals(lost ? "REPEATABLE READ" : "SERIALIZABLE", isolation(pairing, connection));
        statement.execute("COMMIT");
      }
      Loss loss = Loss.kill(pairing, connection);
      assertEquals(List.of("1", "1"), Sql.column(statement, "SELECT id FROM next_one"));
      loss.assertHealed();
    }
  }

  /** Of the open transaction, as another session sees it. */
  private static String isolation(Pairing pairing, Connection connection) throws SQLException {
    String query =
        "SELECT trx_isolation_level FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = "
            + pairing.server().sessionOf(connection);
    try (Connection admin = pairing.server().adminConnection()) {
      Sql.column(admin, "SELECT SLEEP(0.11)"); // InnoDB answers anew only after a tenth of a second
      return Sql.column(admin, query).get(0);
    }
  }

  /** The old name is that of no table, or of another one: to drop that leaves the temporary one. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.healing.SettingsInSqlIT#mysqlFamilyAndPostgresql")
  void renamedTemporaryTable(Pairing pairing) throws SQLException {
    Sql.table(pairing, "renamed", " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE mine (id INT)");
      if (Sql.isMySqlFamily(pairing)) {
        statement.execute("ALTER TABLE mine RENAME TO renamed");
        statement.execute("DROP TEMPORARY TABLE IF EXISTS mine");
      } else {
        statement.execute("ALTER TABLE mine RENAME TO renamed_too");
        statement.execute("DROP TABLE IF EXISTS mine");
      }
      Loss.kill(pairing, connection);
      Told.byDriver(
          pairing,
          "the temporary table mine",
          () -> statement.executeQuery("SELECT * FROM renamed"));
      assertEquals(List.of(), Sql.column(statement, "SELECT * FROM renamed"));
    }
  }

  /** What is created without a word under such a path is temporary, and stays under another. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.healing.DriversOwnObjectsIT#pgjdbc")
  void tableMadeTemporaryByThePath(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      for (boolean bySql : new boolean[] {true, false}) {
        if (bySql) {
          statement.execute("SET search_path = pg_temp");
        } else {
          connection.setSchema("pg_temp");
        }
        statement.execute("CREATE TABLE by_path (id INT)");
        statement.execute("SET search_path = public");
        assertEquals(List.of(), Sql.column(statement, "SELECT id FROM by_path"));
        Loss.kill(pairing, connection);
        Told.byDriver(pairing, "temp", () -> statement.executeQuery("SELECT id FROM by_path"));
        assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      }
    }
  }

  /** What is not listened to any more is not missed. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.healing.DriversOwnObjectsIT#pgjdbc")
  void listensNoMore(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      for (String unlisten : new String[] {"UNLISTEN mine", "UNLISTEN *"}) {
        statement.execute("LISTEN mine");
        statement.execute(unlisten);
        Loss loss = Loss.kill(pairing, connection);
        assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
        loss.assertHealed();
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
