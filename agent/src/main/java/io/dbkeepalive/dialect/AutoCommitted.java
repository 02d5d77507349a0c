package io.dbkeepalive.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a server something outside of any transaction. Stateless. */
final class AutoCommitted {
  interface Question {
    boolean ask(Statement statement) throws SQLException;
  }

  private AutoCommitted() {}

  /**
   * @param connection with no transaction open. Its mode is the same afterwards; if that fails, it
   *     is closed, so that nothing commits unbidden
   */
  static boolean ask(Connection connection, Question question) throws SQLException {
    boolean before = connection.getAutoCommit();
    if (before) {
      return answer(connection, question);
    }
    try {
      connection.setAutoCommit(true);
      return answer(connection, question);
    } finally {
      restore(connection);
    }
  }

  private static boolean answer(Connection connection, Question question) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return question.ask(statement);
    }
  }

  private static void restore(Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
