package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A batch that came to nothing is added again by the application. */
class RefusedBatchIT {
  private static final String READ = "SELECT id FROM batches ORDER BY id";

  @ForEachPairing
  void rowsOfALostTransactionAreThereOnce(Pairing pairing) throws SQLException {
    Sql.table(pairing, "batches", " (id INT)");
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO batches VALUES (?)")) {
      connection.setAutoCommit(false);
      add(insert, 1, 2, 3);
      Loss.killWhileIdle(pairing, connection);

      assertThrows(SQLException.class, insert::executeBatch);
      add(insert, 1, 2, 3);
      assertThrows(SQLException.class, insert::executeBatch, "the connection is quarantined");
      connection.rollback();
      add(insert, 1, 2, 3);
      assertEquals(3, insert.executeBatch().length);
      connection.commit();

      assertEquals(List.of("1", "2", "3"), Sql.column(connection, READ));
    }
  }

  private static void add(PreparedStatement insert, int... ids) throws SQLException {
    for (int id : ids) {
      insert.setInt(1, id);
      insert.addBatch();
    }
  }
}
