package io.dbkeepalive.tests.proof;

import java.sql.SQLException;

/** What errors say. */
final class Told {
  private Told() {}

  /**
   * Whether a server misses, or has already, what the application made: a table, a prepared
   * statement, a cursor, a savepoint (classes 42, 26, 34, 3B of SQLSTATE). If this is what an
   * application hears first, it was not told of a loss.
   */
  static boolean onlyOfWhatIsMissing(SQLException error) {
    String state = error.getSQLState();
    return state != null
        && (state.startsWith("42")
            || state.startsWith("26")
            || state.startsWith("34")
            || state.startsWith("3B"));
  }
}
