package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Holds a connection for its whole life, and has a pool of others. */
final class Application implements AutoCloseable {
  static final int POOL_SIZE = 2;

  final Handles lone;
  private final Pool pool;

  /**
   * @param url of the server or of a proxy before it
   */
  Application(Pairing pairing, String url) throws SQLException {
    Sql.table(pairing, "held", " (id INT PRIMARY KEY)");
    Sql.table(pairing, "pooled", " (id INT PRIMARY KEY)");
    lone =
        new Handles(
            pairing,
            DriverManager.getConnection(url, pairing.server().user(), pairing.server().password()),
            "held");
    pool = new Pool(pairing, url, POOL_SIZE);
    usePool(0);
  }

  /** All of its connections go on as if nothing had been. */
  void assertUndisturbed() throws SQLException {
    lone.use();
    usePool(POOL_SIZE);
    pool.assertUndisturbed();
  }

  /** Writes and reads over every connection of the pool, each without a question before. */
  private void usePool(int rowsBefore) throws SQLException {
    List<Connection> borrowed = new ArrayList<>();
    try {
      for (int i = 1; i <= POOL_SIZE; i++) {
        Connection connection = pool.borrow();
        borrowed.add(connection);
        Sql.execute(connection, "INSERT INTO pooled VALUES (" + (rowsBefore + i) + ")");
      }
    } finally {
      for (Connection connection : borrowed) {
        connection.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    pool.close();
    lone.close();
  }
}
