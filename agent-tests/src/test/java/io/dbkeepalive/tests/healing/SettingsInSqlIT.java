package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.dbkeepalive.tests.support.DatabaseServer;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.Pairings;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SQL set with literals is there again in the new session. */
class SettingsInSqlIT {
  private static final String MODE = "SELECT @@sql_mode";

  /** By setting: what shows it. */
  private static final Map<String, String> OF_MYSQL =
      Map.of(
          "SET SESSION sql_mode = 'ANSI_QUOTES'", MODE,
          "SET NAMES utf8mb4 COLLATE utf8mb4_bin", "SELECT @@collation_connection",
          "SET @mine := 'it''s'", "SELECT @mine",
          "SET time_zone = '+05:00', @other = 7", "SELECT CONCAT(@@time_zone, @other)",
          "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
              "SELECT @@session.transaction_isolation",
          "USE information_schema", "SELECT DATABASE()");

  private static final Map<String, String> OF_POSTGRESQL =
      Map.of(
          "SET work_mem = '8MB'", "SHOW work_mem",
          "SET search_path TO pg_catalog, \"public\"", "SELECT current_setting('search_path')",
          "SET TIME ZONE 'Asia/Tokyo'", "SHOW TimeZone",
          "SELECT set_config('statement_timeout', '54321', false)", "SHOW statement_timeout",
          "SET application_name = 'mine'", "SELECT current_setting('application_name')");

  private static final Map<String, String> OF_H2 =
      Map.of(
          "SET @mine = 5", "SELECT @mine",
          "SET SCHEMA INFORMATION_SCHEMA", "SELECT SCHEMA()");

  private static Map<String, String> settings(Pairing pairing) {
    return switch (pairing.driver()) {
      case CONNECTOR_J, MARIADB_CONNECTOR_J -> OF_MYSQL;
      case PGJDBC -> OF_POSTGRESQL;
      case H2 -> OF_H2;
    };
  }

  @ForEachPairing
  void eachIsRestored(Pairing pairing) throws SQLException {
    for (Map.Entry<String, String> each : settings(pairing).entrySet()) {
      try (Connection connection = pairing.connect();
          Statement statement = connection.createStatement()) {
        List<String> before = Sql.column(statement, each.getValue());
        statement.execute(each.getKey());
        List<String> set = Sql.column(statement, each.getValue());
        assertNotEquals(before, set, each.getKey() + " changes nothing");
        Loss loss = Loss.kill(pairing, connection);
        assertEquals(set, Sql.column(statement, each.getValue()), each.getKey());
        loss.assertHealed();
      }
    }
  }

  @ForEachPairing
  void allAreRestoredTogether(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      // a variable does not outlive a change of the character set that it was read by
      List<String> inOrder =
          settings(pairing).keySet().stream()
              .sorted(Comparator.comparing(setting -> !setting.startsWith("SET NAMES")))
              .toList();
      for (String setting : inOrder) {
        statement.execute(setting);
      }
      Loss loss = Loss.kill(pairing, connection);
      for (int again = 0; again < 2; again++) {
        for (Map.Entry<String, String> each : settings(pairing).entrySet()) {
          List<String> now = Sql.column(statement, each.getValue());
          try (Connection twin = pairing.connect();
              Statement other = twin.createStatement()) {
            assertNotEquals(Sql.column(other, each.getValue()), now, each.getKey());
          }
        }
        loss.assertHealed();
        loss = Loss.kill(pairing, connection);
      }
    }
  }

  /** Set while the line broke: nothing is lost by setting it in the next session. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("mysqlFamilyAndPostgresql")
  void settingInFlightIsMadeAgain(Pairing pairing) throws SQLException, IOException {
    boolean mysql = Sql.isMySqlFamily(pairing);
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.breakAt(Moment.BEFORE_REPLY, mysql ? "ANSI_QUOTES" : "8MB");
      statement.execute(mysql ? "SET SESSION sql_mode = 'ANSI_QUOTES'" : "SET work_mem = '8MB'");
      line.awaitSettled();
      assertEquals(
          List.of(mysql ? "ANSI_QUOTES" : "8MB"),
          Sql.column(statement, mysql ? MODE : "SHOW work_mem"));
    }
  }

  static Stream<Pairing> mysqlFamilyAndPostgresql() {
    return Pairings.all().filter(pairing -> pairing.driver() != JdbcDriver.H2);
  }

  /** What it named is not there any more. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("mysqlFamilyAndPostgresql")
  void settingThatTheNewSessionRefusesIsToldOnce(Pairing pairing) throws SQLException {
    boolean mysql = Sql.isMySqlFamily(pairing);
    DatabaseServer server = pairing.server();
    server.asAdmin(
        mysql ? "CREATE DATABASE passing" : "CREATE ROLE passing",
        mysql ? "GRANT ALL ON passing.* TO 'app'@'%'" : "GRANT passing TO app");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(mysql ? "USE passing" : "SET ROLE passing");
      Loss loss = Loss.kill(pairing, connection);
      server.asAdmin(mysql ? "DROP DATABASE passing" : "DROP ROLE passing");
      Told.byDriver(
          pairing,
          "a setting that the new session refuses",
          () -> statement.executeQuery("SELECT 1"));
      assertEquals(List.of("1"), Sql.column(statement, "SELECT 1"));
      loss.assertHealed();
    }
  }

  static Stream<Pairing> postgresql() {
    return Pairings.all().filter(pairing -> pairing.driver() == JdbcDriver.PGJDBC);
  }

  /** PostgreSQL takes a setting back with the transaction that made it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("postgresql")
  void settingThatWasRolledBackIsNotRestored(Pairing pairing) throws SQLException {
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET work_mem = '8MB'");
      connection.commit();
      statement.execute("SET work_mem = '9MB'");
      connection.rollback();
      Loss loss = Loss.killBetweenTransactions(pairing, connection);
      assertEquals(List.of("8MB"), Sql.column(statement, "SHOW work_mem"));
      connection.rollback();
      loss.assertHealed();
      connection.rollback();
    }
  }
}
