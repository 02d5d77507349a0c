package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

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

  /** What was refused is none of the statement's that waits on the healthy connection. */
  @ForEachPairing
  void statementGoesOnWithAStreamThatCanBeReadOnce(Pairing pairing, @TempDir Path directory)
      throws SQLException, IOException {
    Sql.table(pairing, "batches", " (id INT, data " + Sql.bytes(pairing) + ")");
    Path file = Files.write(directory.resolve("data"), new byte[] {1, 2, 3});
    try (Connection connection = pairing.connect();
        Statement other = connection.createStatement();
        FileInputStream stream = new FileInputStream(file.toFile())) {
      connection.setAutoCommit(false);
      other.executeUpdate("INSERT INTO batches (id) VALUES (1)");
      Loss.killWhileIdle(pairing, connection);
      Told.byDriver(
          pairing,
          "inside a transaction",
          () -> other.executeUpdate("INSERT INTO batches (id) VALUES (2)"));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO batches VALUES (?, ?)")) {
        insert.setInt(1, 3);
        insert.setNull(2, Types.VARBINARY);
        insert.addBatch();
        Told.quarantined(insert::executeBatch);
        connection.rollback();
        long session = pairing.server().sessionOf(connection);
        connection.rollback();
        insert.setInt(1, 4);
        insert.setBinaryStream(2, stream);
        assertEquals(1, insert.executeUpdate());
        assertEquals(session, pairing.server().sessionOf(connection), "a healthy one was ended");
        connection.commit();
      }
    }
    assertEquals(List.of("4"), Sql.ids(pairing, "batches"));
  }

  private static void add(PreparedStatement insert, int... ids) throws SQLException {
    for (int id : ids) {
      insert.setInt(1, id);
      insert.addBatch();
    }
  }
}
