package io.dbkeepalive.tests.healing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.ForEachPairing;
import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an application got from its statements before the loss, and looks at only after it: right,
 * or refused by the driver, but never something else.
 */
class TakenBeforeLossIT {
  private interface Taken {
    String read() throws SQLException, IOException;
  }

  @ForEachPairing
  void descriptions(Pairing pairing) throws SQLException {
    Sql.table(pairing, "taken", " (id INT PRIMARY KEY, v VARCHAR(20))");
    try (Connection connection = pairing.connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT id, v FROM taken WHERE id = ?")) {
      ParameterMetaData parameters = query.getParameterMetaData();
      ResultSetMetaData rows = query.getMetaData();
      String before = Feature.describe(rows);
      assertEquals(1, parameters.getParameterCount());
      Loss loss = Loss.killWhileIdle(pairing, connection);
      query.setInt(1, 1);
      assertEquals(List.of(), Sql.column(query.executeQuery()));
      if (pairing.driver() == JdbcDriver.H2) { // which asks the statement that it describes
        Told.assertMadeByDriver(
            pairing, assertThrows(SQLException.class, parameters::getParameterCount));
        Told.assertMadeByDriver(pairing, assertThrows(SQLException.class, rows::getColumnCount));
      } else {
        assertEquals(1, parameters.getParameterCount());
        assertEquals(before, Feature.describe(rows));
      }
      assertEquals(1, query.getParameterMetaData().getParameterCount());
      assertEquals(before, Feature.describe(query.getMetaData()));
      loss.assertHealed();
    }
  }

  @ForEachPairing
  void largeObjects(Pairing pairing) throws SQLException, IOException {
    String text = "x".repeat(100_000); // more than comes with the row
    createTable(pairing, text);
    try (Connection connection = pairing.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM taken_large")) {
      assertTrue(rows.next());
      Map<String, Taken> taken = take(pairing, rows);
      Loss loss = Loss.killWhileIdle(pairing, connection);
      assertEquals(List.of("1"), Sql.column(connection, "SELECT 1"));
      Set<String> refused = new TreeSet<>();
      for (Map.Entry<String, Taken> each : taken.entrySet()) {
        try {
          assertEquals(text, each.getValue().read(), each.getKey());
        } catch (SQLException e) {
          Told.assertMadeByDriver(pairing, e);
          refused.add(each.getKey());
        }
      }
      assertEquals(refusedBy(pairing), refused);
      loss.assertHealed();
    }
  }

  /** H2 fetches what is large when it is read; the others have it with the row. */
  private static Set<String> refusedBy(Pairing pairing) {
    return pairing.driver() == JdbcDriver.H2 ? Set.of("blob", "clob", "nclob") : Set.of();
  }

  private static Map<String, Taken> take(Pairing pairing, ResultSet rows) throws SQLException {
    Map<String, Taken> taken = new LinkedHashMap<>();
    if (pairing.driver() == JdbcDriver.PGJDBC) { // its large objects live in transactions only
      var xml = rows.getSQLXML("t");
      taken.put("xml", () -> xml.getString().replaceAll("</?a>", ""));
      var array = rows.getArray("b");
      taken.put("array", () -> ((String[]) array.getArray())[0]);
    } else {
      var clob = rows.getClob("t");
      taken.put("clob", () -> clob.getSubString(1, (int) clob.length()));
      var nclob = rows.getNClob("t");
      taken.put("nclob", () -> nclob.getSubString(1, (int) nclob.length()));
      var blob = rows.getBlob("b");
      taken.put("blob", () -> new String(blob.getBytes(1, (int) blob.length()), US_ASCII));
    }
    return taken;
  }

  private static void createTable(Pairing pairing, String text) throws SQLException {
    String columns =
        switch (pairing.driver()) {
          case CONNECTOR_J, MARIADB_CONNECTOR_J -> "t LONGTEXT CHARACTER SET utf8mb4, b LONGBLOB";
          case PGJDBC -> "t XML, b TEXT[]";
          case H2 -> "t CLOB, b BLOB";
        };
    Sql.table(pairing, "taken_large", " (" + columns + ")");
    String row =
        pairing.driver() == JdbcDriver.PGJDBC
            ? "INSERT INTO taken_large VALUES (CAST('<a>' || ? || '</a>' AS XML), ARRAY[?])"
            : "INSERT INTO taken_large VALUES (?, ?)";
    try (Connection connection = pairing.connect();
        PreparedStatement insert = connection.prepareStatement(row)) {
      insert.setString(1, text);
      if (pairing.driver() == JdbcDriver.PGJDBC) {
        insert.setString(2, text);
      } else {
        insert.setBytes(2, text.getBytes(US_ASCII));
      }
      insert.executeUpdate();
    }
  }
}
