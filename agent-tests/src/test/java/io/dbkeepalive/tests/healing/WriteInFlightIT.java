package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.AgentLog;
import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A write that was on its way when the line broke is never run again, and the handle goes on. */
class WriteInFlightIT {
  private static final String TABLE = "in_flight";

  @ForEachPairing
  void requestLost(Pairing pairing) throws SQLException, IOException {
    writeOnce(pairing, Moment.BEFORE_REQUEST, List.of("2"));
  }

  @ForEachPairing
  void replyLost(Pairing pairing) throws SQLException, IOException {
    writeOnce(pairing, Moment.BEFORE_REPLY, List.of("1", "2"));
  }

  private static void writeOnce(Pairing pairing, Moment moment, List<String> ids)
      throws SQLException, IOException {
    Sql.table(pairing, TABLE, " (id INT)"); // without a key: a second row would go in
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      AgentLog log = AgentLog.fromNow();
      line.breakAt(moment, "INSERT INTO");
      Told.byDriver(
          pairing,
          "may have taken effect; verdict UNKNOWN",
          () -> statement.executeUpdate("INSERT INTO in_flight VALUES (1)"));
      line.awaitSettled();
      assertEquals(1, statement.executeUpdate("INSERT INTO in_flight VALUES (2)"));
      List<String> refusals = log.lines("call-refused");
      assertEquals(1, refusals.size(), refusals::toString);
      assertTrue(refusals.get(0).contains("reason=may-have-run"), refusals.get(0));
    }
    assertEquals(ids, Sql.ids(pairing, TABLE));
  }

  @ForEachPairing
  void replyToPreparedWriteLost(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Line line = new Line(pairing);
        PreparedStatement insert =
            line.connection().prepareStatement("INSERT INTO in_flight VALUES (?)")) {
      insert.setInt(1, 1);
      line.breakAtPrepared(Moment.BEFORE_REPLY, "INSERT INTO");
      Told.byDriver(pairing, "may have taken effect; verdict UNKNOWN", insert::executeUpdate);
      line.awaitSettled();
      insert.setInt(1, 2);
      assertEquals(1, insert.executeUpdate());
    }
    assertEquals(List.of("1", "2"), Sql.ids(pairing, TABLE));
  }

  /** Of a batch a part may have run. */
  @ForEachPairing
  void replyToBatchLost(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, TABLE, " (id INT)");
    try (Line line = new Line(pairing);
        Statement statement = line.connection().createStatement()) {
      statement.addBatch("INSERT INTO in_flight VALUES (1)");
      statement.addBatch("INSERT INTO in_flight VALUES (2)");
      line.breakAt(Moment.BEFORE_REPLY, "INSERT INTO");
      Told.byDriver(pairing, "verdict UNKNOWN", statement::executeBatch);
      line.awaitSettled();
      assertEquals(1, statement.executeUpdate("INSERT INTO in_flight VALUES (3)"));
    }
    List<String> ids = Sql.ids(pairing, TABLE);
    // drivers send one by one, or all at once; pgjdbc makes one transaction of them
    assertTrue(
        List.of(List.of("1", "3"), List.of("1", "2", "3"), List.of("3")).contains(ids),
        ids::toString);
  }
}
