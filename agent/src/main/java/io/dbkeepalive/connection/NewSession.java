package io.dbkeepalive.connection;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Questions to a session that was opened in place of a lost one, before the application works in
 * it. They are asked in auto-commit mode and leave no trace. Stateless.
 */
final class NewSession {
  private NewSession() {}

  interface Question {
    boolean ask(Connection fresh) throws SQLException;
  }

  /**
   * @param unknown the answer where the question cannot be asked
   */
  static boolean ask(Connection fresh, boolean unknown, Question question) {
    boolean leftAsFound = false;
    try {
      boolean autoCommit = fresh.getAutoCommit();
      if (!autoCommit) {
        fresh.setAutoCommit(true);
      }
      boolean answer = answer(fresh, unknown, question);
      if (!autoCommit) {
        fresh.setAutoCommit(false);
      }
      leftAsFound = true;
      return answer;
    } catch (SQLException | RuntimeException e) {
      return unknown;
    } finally {
      if (!leftAsFound) {
        Graveyard.endNow(fresh); // who uses it would commit each statement
      }
    }
  }

  private static boolean answer(Connection fresh, boolean unknown, Question question) {
    try {
      return question.ask(fresh);
    } catch (SQLException | RuntimeException e) {
      return unknown;
    }
  }

  /** Whether a transaction like the lost one sees the same when it reads again. */
  static boolean repeatsReads(Connection fresh) {
    return ask(
        fresh,
        true,
        asked -> asked.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED);
  }
}
