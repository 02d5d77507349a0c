package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.Pairing;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata that was taken before a loss speaks for the connection of now. */
class MetaDataIT {
  @ForEachPairing
  void speaksOfTheHealedConnection(Pairing pairing) throws SQLException {
    Sql.table(pairing, "described", " (id INT)");
    try (Connection connection = pairing.connect()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String url = metaData.getURL();
      Loss.killWhileIdle(pairing, connection);
      assertDescribes(metaData, "described");
      Loss again = Loss.killWhileIdle(pairing, connection);
      assertSame(connection, metaData.getConnection());
      assertEquals(url, metaData.getURL());
      assertDescribes(metaData, "described");
      again.assertHealed();
      assertSame(connection, metaData.getConnection());
      assertDescribes(connection.getMetaData(), "described");
    }
  }

  private static void assertDescribes(DatabaseMetaData metaData, String table) throws SQLException {
    String name = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    try (ResultSet columns = metaData.getColumns(null, null, name, null)) {
      assertTrue(columns.next(), "no column of " + name);
      assertEquals("id", columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
    }
  }

  /** H2 asks for it by numbers, which a proxy does not know. */
  @ParameterizedTest
  @MethodSource("io.dbkeepalive.tests.support.Pairings#withIdleTimeout")
  void isAskedAgainWhenTheQuestionWasLost(Pairing pairing) throws SQLException, IOException {
    Sql.table(pairing, "asked_about", " (id INT)");
    for (Moment moment : List.of(Moment.BEFORE_REQUEST, Moment.BEFORE_REPLY)) {
      try (Line line = new Line(pairing)) {
        DatabaseMetaData metaData = line.connection().getMetaData();
        line.breakAt(moment, "asked_about");
        assertDescribes(metaData, "asked_about");
        line.awaitSettled();
      }
    }
  }

  /** A lost connection does not have to be healed to say whose statement it is. */
  @ForEachPairing
  void statementKnowsItsConnectionThroughEveryLoss(Pairing pairing) throws SQLException {
    Sql.table(pairing, "owned", " (id INT)");
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO owned VALUES (?)")) {
      for (int id = 1; id <= 2; id++) {
        Loss.killWhileIdle(pairing, connection);
        assertTrue(connection.isValid(5));
        assertSame(connection, insert.getConnection());
        insert.setInt(1, id);
        assertEquals(1, insert.executeUpdate());
        assertSame(connection, insert.getConnection());
      }
    }
    assertEquals(List.of("1", "2"), Sql.ids(pairing, "owned"));
  }
}
