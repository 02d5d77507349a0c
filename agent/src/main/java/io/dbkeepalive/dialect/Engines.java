package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The storage engines of MySQL and MariaDB, of which some know no rollback. Stateless. */
final class Engines {
  /**
   * Those whose {@code information_schema.ENGINES.TRANSACTIONS} is YES and that are documented to
   * undo all. No LIMIT, and a count: {@code sql_select_limit} may hide rows, and must not prove
   * anything. Anything but a view is a table, MariaDB's {@code SYSTEM VERSIONED} too.
   */
  private static final String OTHERS =
      "SELECT COUNT(*) FROM information_schema.TABLES"
          + " WHERE TABLE_SCHEMA NOT IN"
          + " ('mysql', 'information_schema', 'performance_schema', 'sys')"
          + " AND TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW')"
          + " AND (ENGINE IS NULL OR ENGINE NOT IN ('InnoDB', 'ndbcluster', 'ROCKSDB'))";

  private Engines() {}

  /** Whether all tables that the user of this connection sees are transactional. */
  static boolean areTransactional(Connection connection) {
    try {
      return AutoCommitted.ask(
          connection,
          statement -> {
            try (ResultSet rows = statement.executeQuery(OTHERS)) {
              return rows.next() && rows.getLong(1) == 0;
            }
          });
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
