package io.dbkeepalive.tests.sql;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a server tells a session about its own state, as text that can be compared. */
final class SessionSnapshot {

  private static final String MYSQL =
      """
      SHOW SESSION VARIABLES
      SELECT 'database', DATABASE()
      SELECT 'variables', CONCAT_WS('|', 'v', @v, @w, @`x y`)
      SELECT 'role', CURRENT_ROLE()
      SELECT 'lock', CONCAT_WS('|', IS_USED_LOCK('a') = CONNECTION_ID(), 'lock')""";

  private static final String LOCKS_OF_MYSQL =
      "SELECT 'locks', COALESCE(SUM(trx_rows_locked + trx_tables_locked), 0)"
          + " FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ";

  private static final String POSTGRESQL =
      """
      SELECT name, setting FROM pg_settings
      SELECT 'users', current_user || '|' || session_user
      SELECT 'own', current_setting('own.v', true)
      SELECT 'listens ' || c, 1 FROM pg_listening_channels() c
      SELECT 'prepared ' || name, statement FROM pg_prepared_statements WHERE from_sql
      SELECT 'cursor ' || name, statement FROM pg_cursors WHERE is_holdable
      SELECT 'temporary', pg_my_temp_schema()
      SELECT 'lock ' || locktype || mode, count(*) FROM pg_locks WHERE pid = pg_backend_pid()\
       AND locktype NOT IN ('virtualxid') AND mode <> 'AccessShareLock' GROUP BY 1""";

  private static final String H2 =
      """
      SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE
      SELECT 'schema', SCHEMA()
      SELECT 'timeout', LOCK_TIMEOUT()
      SELECT 'v', CAST(@V AS VARCHAR)
      SELECT 'isolation', ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS\
       WHERE SESSION_ID = SESSION_ID()
      SELECT 'sequence', BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES
      SELECT 'lock ' || TABLE_NAME, LOCK_TYPE FROM INFORMATION_SCHEMA.LOCKS\
       WHERE SESSION_ID = SESSION_ID()
      SELECT 'content', COUNT(*) || ' ' || SUM(A) FROM PUBLIC.ORACLE_T""";

  /** They differ between two sessions, or between two moments. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "timestamp",
          "pseudo_thread_id",
          "rand_seed1",
          "rand_seed2",
          "statement_id",
          "gtid_binlog_state",
          "gtid_binlog_pos",
          "gtid_current_pos",
          "gtid_executed",
          "last_gtid",
          "error_count",
          "warning_count",
          "in_transaction",
          "innodb_buffer_pool_load_incremental");

  private SessionSnapshot() {}

  static Set<String> of(Connection connection, Pairing pairing) throws SQLException {
    String queries =
        switch (pairing.driver()) {
          case CONNECTOR_J, MARIADB_CONNECTOR_J -> MYSQL;
          case PGJDBC -> POSTGRESQL;
          case H2 -> H2;
        };
    Map<String, String> state = new TreeMap<>();
    for (String query : queries.split("\n")) {
      read(connection, query, state);
    }
    if (queries.equals(MYSQL)) {
      long session = pairing.server().sessionOf(connection);
      try (Connection admin = pairing.server().adminConnection()) {
        // InnoDB answers anew only after a tenth of a second
        read(admin, "SELECT 'asleep', SLEEP(0.11)", state);
        read(admin, LOCKS_OF_MYSQL + session, state);
      }
    }
    state.keySet().removeAll(OF_THE_MOMENT);
    Set<String> lines = new TreeSet<>();
    state.forEach((name, value) -> lines.add(name + " = " + value));
    return lines;
  }

  private static void read(Connection connection, String query, Map<String, String> state)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        state.put(rows.getString(1), rows.getString(2));
      }
    }
  }
}
