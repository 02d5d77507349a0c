package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A transaction that has only read has nothing to lose but the promise that reads repeat. */
class ReadingTransactionIT {
  private static final String TABLE = "merely_read";
  private static final String READ = "SELECT id FROM merely_read ORDER BY id";

  @ForEachPairing
  void goesOnWhereReadsNeedNotRepeat(Pairing pairing) throws SQLException {
    afterLossOfReads(
        pairing,
        Connection.TRANSACTION_READ_COMMITTED,
        (connection, statement) -> {
          assertEquals(1, statement.executeUpdate("INSERT INTO merely_read VALUES (1)"));
          assertEquals(List.of("1"), Sql.column(statement, READ));
          connection.commit();
        });
    assertEquals(List.of("1"), Sql.ids(pairing, TABLE));
  }

  @ForEachPairing
  void isToldWhereReadsWouldRepeat(Pairing pairing) throws SQLException {
    afterLossOfReads(
        pairing,
        Connection.TRANSACTION_REPEATABLE_READ,
        (connection, statement) -> {
          Told.byDriver(
              pairing,
              "whose reads the database promised to repeat",
              () -> statement.executeUpdate("INSERT INTO merely_read VALUES (1)"));
          Told.quarantined(connection::commit);
          connection.rollback();
          assertEquals(1, statement.executeUpdate("INSERT INTO merely_read VALUES (2)"));
          connection.commit();
        });
    assertEquals(List.of("2"), Sql.ids(pairing, TABLE));
  }

  /** There is nothing to commit, though the reads had to repeat. */
  @ForEachPairing
  void commits(Pairing pairing) throws SQLException {
    afterLossOfReads(
        pairing,
        Connection.TRANSACTION_REPEATABLE_READ,
        (connection, statement) -> connection.commit());
  }

  /** PostgreSQL: "data read must not be considered valid until the transaction has committed". */
  @ForEachPairing
  void isToldWhereReadsCountOnceCommitted(Pairing pairing) throws SQLException {
    if (Sql.isMySqlFamily(pairing)) {
      return; // locks what it reads
    }
    afterLossOfReads(
        pairing,
        Connection.TRANSACTION_SERIALIZABLE,
        (connection, statement) -> {
          Told.byDriver(
              pairing, "whose reads count only once it has committed", connection::commit);
          connection.rollback();
        });
  }

  /** The commit was on its way. */
  @ForEachPairing
  void commitsWithoutItsReply(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, TABLE, " (id INT)");
    if (pairing.driver() == JdbcDriver.H2) {
      return; // names no statement when it commits
    }
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      line.connection().setAutoCommit(false);
      line.breakAt(Moment.BEFORE_REPLY, "COMMIT");
      line.connection().rollback(); // the question for the session was a part of a transaction
      assertEquals(List.of(), Sql.column(statement, READ));
      line.connection().commit();
      line.awaitSettled();
      assertEquals(List.of(), Sql.column(statement, READ));
      line.connection().rollback();
    }
  }

  /** Loses the session after a read in a transaction, and goes on there. */
  private static void afterLossOfReads(Pairing pairing, int isolation, Rest rest)
      throws SQLException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement()) {
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(false);
      assertEquals(List.of(), Sql.column(statement, READ));
      Loss loss = Loss.inReadingTransaction(pairing, connection);
      rest.run(connection, statement);
      loss.assertHealed();
      connection.rollback();
    }
  }

  private interface Rest {
    void run(Connection connection, Statement statement) throws SQLException;
  }
}
