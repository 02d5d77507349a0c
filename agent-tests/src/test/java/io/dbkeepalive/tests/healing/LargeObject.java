package io.dbkeepalive.tests.healing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The objects that connections make and result sets give, each with a text in it. No driver of the
 * tests has row ids.
 */
enum LargeObject {
  BLOB(Set.of(JdbcDriver.CONNECTOR_J, JdbcDriver.MARIADB_CONNECTOR_J, JdbcDriver.H2)),
  CLOB(Set.of(JdbcDriver.CONNECTOR_J, JdbcDriver.MARIADB_CONNECTOR_J, JdbcDriver.H2)),
  NCLOB(Set.of(JdbcDriver.CONNECTOR_J, JdbcDriver.MARIADB_CONNECTOR_J, JdbcDriver.H2)),
  XML(Set.of(JdbcDriver.CONNECTOR_J, JdbcDriver.PGJDBC, JdbcDriver.H2)),
  ARRAY(Set.of(JdbcDriver.PGJDBC, JdbcDriver.H2));

  private final Set<JdbcDriver> drivers;

  LargeObject(Set<JdbcDriver> drivers) {
    this.drivers = drivers;
  }

  /** Each with each pairing whose driver has it. */
  static Stream<Arguments> with(Stream<Pairing> pairings) {
    return pairings.flatMap(
        pairing ->
            Arrays.stream(values())
                .filter(object -> object.drivers.contains(pairing.driver()))
                .map(object -> Arguments.of(pairing, object)));
  }

  /** Of a column that holds it. */
  String type(Pairing pairing) {
    boolean mysql = Sql.isMySqlFamily(pairing);
    return switch (this) {
      case BLOB -> mysql ? "LONGBLOB" : "BLOB";
      case CLOB, NCLOB -> mysql ? "LONGTEXT CHARACTER SET utf8mb4" : "CLOB";
      case XML -> mysql ? "LONGTEXT" : pairing.driver() == JdbcDriver.H2 ? "CLOB" : "XML";
      case ARRAY -> pairing.driver() == JdbcDriver.H2 ? "VARCHAR ARRAY" : "TEXT[]";
    };
  }

  /** Reads what is bound to it. */
  String echo(Pairing pairing) {
    String type = type(pairing);
    if (Sql.isMySqlFamily(pairing)) {
      type = this == BLOB ? "BINARY" : "CHAR(100)";
    }
    return "SELECT CAST(? AS " + type + ")";
  }

  Object make(Connection connection, String text) throws SQLException {
    switch (this) {
      case BLOB:
        Blob blob = connection.createBlob();
        blob.setBytes(1, text.getBytes(US_ASCII));
        return blob;
      case CLOB:
        Clob clob = connection.createClob();
        clob.setString(1, text);
        return clob;
      case NCLOB:
        NClob nclob = connection.createNClob();
        nclob.setString(1, text);
        return nclob;
      case XML:
        SQLXML xml = connection.createSQLXML();
        xml.setString("<a>" + text + "</a>");
        return xml;
      default:
        return connection.createArrayOf("VARCHAR", new String[] {text});
    }
  }

  void bind(PreparedStatement statement, int index, Object made) throws SQLException {
    switch (this) {
      case BLOB -> statement.setBlob(index, (Blob) made);
      case CLOB -> statement.setClob(index, (Clob) made);
      case NCLOB -> statement.setNClob(index, (NClob) made);
      case XML -> statement.setSQLXML(index, (SQLXML) made);
      case ARRAY -> statement.setArray(index, (Array) made);
    }
  }

  Object take(ResultSet rows, int column) throws SQLException {
    return switch (this) {
      case BLOB -> rows.getBlob(column);
      case CLOB -> rows.getClob(column);
      case NCLOB -> rows.getNClob(column);
      case XML -> rows.getSQLXML(column);
      case ARRAY -> rows.getArray(column);
    };
  }

  /** The text in it. */
  String read(Object taken) throws SQLException {
    switch (this) {
      case BLOB:
        Blob blob = (Blob) taken;
        return new String(blob.getBytes(1, (int) blob.length()), US_ASCII);
      case CLOB, NCLOB:
        Clob clob = (Clob) taken;
        return clob.getSubString(1, (int) clob.length());
      case XML:
        return ((SQLXML) taken).getString().replaceAll("</?a>", "");
      default:
        return String.valueOf(((Object[]) ((Array) taken).getArray())[0]);
    }
  }
}
