package io.dbkeepalive.tests.healing;

import io.dbkeepalive.tests.support.JdbcDriver;
import io.dbkeepalive.tests.support.Pairing;
import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;

/**
 * One way to set a parameter, with the type of column that takes it. Each setting makes values of
 * its own, so that no statement lives on what another has read.
 */
record Parameter(String type, Setter setter) {
  interface Setter {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  private static final byte[] BYTES = {0, 1, -1, 39, 92, 127};
  private static final String TEXT = "it's \\ \"quoted\" \u00e4\u20ac";
  private static final Instant MOMENT = Instant.parse("2026-03-29T01:30:00.123456Z");

  /** All that the driver has. */
  static List<Parameter> of(Pairing pairing) {
    List<Parameter> all = new ArrayList<>(ofAll(ColumnTypes.of(pairing)));
    if (pairing.driver() != JdbcDriver.PGJDBC) {
      all.addAll(notOfPgjdbc(ColumnTypes.of(pairing)));
    }
    if (Sql.isMySqlFamily(pairing)) {
      all.addAll(ofMySqlFamily(ColumnTypes.of(pairing)));
    }
    if (pairing.driver() == JdbcDriver.PGJDBC) {
      all.addAll(ofPgjdbc());
    }
    if (!Sql.isMySqlFamily(pairing)) {
      all.add(uuid());
    }
    return all;
  }

  private static List<Parameter> ofAll(ColumnTypes types) {
    return List.of(
        new Parameter("INT", (s, i) -> s.setNull(i, Types.INTEGER)),
        new Parameter("VARCHAR(99)", (s, i) -> s.setNull(i, Types.VARCHAR, "VARCHAR")),
        new Parameter("BOOLEAN", (s, i) -> s.setBoolean(i, true)),
        new Parameter("INT", (s, i) -> s.setByte(i, (byte) -12)),
        new Parameter("INT", (s, i) -> s.setShort(i, (short) 1234)),
        new Parameter("INT", (s, i) -> s.setInt(i, Integer.MIN_VALUE)),
        new Parameter("BIGINT", (s, i) -> s.setLong(i, Long.MAX_VALUE)),
        new Parameter("DOUBLE PRECISION", (s, i) -> s.setFloat(i, 1.5f)),
        new Parameter("DOUBLE PRECISION", (s, i) -> s.setDouble(i, -2.5e-10)),
        new Parameter("DECIMAL(30,10)", (s, i) -> s.setBigDecimal(i, new BigDecimal("12345.67"))),
        new Parameter("VARCHAR(99)", (s, i) -> s.setString(i, TEXT)),
        new Parameter(types.bytes, (s, i) -> s.setBytes(i, BYTES.clone())),
        new Parameter("DATE", (s, i) -> s.setDate(i, Date.valueOf("2026-11-20"))),
        new Parameter("DATE", (s, i) -> s.setDate(i, new Date(MOMENT.toEpochMilli()), tokyo())),
        new Parameter("TIME", (s, i) -> s.setTime(i, Time.valueOf("12:34:56"))),
        new Parameter("TIME", (s, i) -> s.setTime(i, new Time(MOMENT.toEpochMilli()), tokyo())),
        new Parameter(types.timestamp, (s, i) -> s.setTimestamp(i, Timestamp.from(MOMENT))),
        new Parameter(
            types.timestamp, (s, i) -> s.setTimestamp(i, Timestamp.from(MOMENT), tokyo())),
        new Parameter("DATE", (s, i) -> s.setObject(i, LocalDate.of(2026, 2, 3))),
        new Parameter("TIME", (s, i) -> s.setObject(i, LocalTime.of(4, 5, 6))),
        new Parameter(
            types.timestamp, (s, i) -> s.setObject(i, LocalDateTime.of(2026, 2, 3, 4, 5, 6))),
        new Parameter(
            types.zoned,
            (s, i) -> s.setObject(i, OffsetDateTime.ofInstant(MOMENT, ZoneOffset.UTC))),
        new Parameter("INT", (s, i) -> s.setObject(i, 7)),
        new Parameter("VARCHAR(99)", (s, i) -> s.setObject(i, null)),
        new Parameter("INT", (s, i) -> s.setObject(i, "8", Types.INTEGER)),
        new Parameter("DECIMAL(30,10)", (s, i) -> s.setObject(i, "9.876", Types.DECIMAL, 2)),
        new Parameter("BIGINT", (s, i) -> s.setObject(i, 8, Types.BIGINT)),
        new Parameter("DATE", (s, i) -> s.setObject(i, Date.valueOf("2026-02-03"), Types.DATE)),
        new Parameter(types.bytes, (s, i) -> s.setObject(i, BYTES.clone(), Types.VARBINARY)),
        new Parameter(
            types.text, (s, i) -> s.setAsciiStream(i, new ByteArrayInputStream(ascii()), 5)),
        new Parameter(types.bytes, (s, i) -> s.setBinaryStream(i, binary())),
        new Parameter(types.bytes, (s, i) -> s.setBinaryStream(i, binary(), 4)),
        new Parameter(types.bytes, (s, i) -> s.setBinaryStream(i, binary(), 4L)),
        new Parameter(types.text, (s, i) -> s.setCharacterStream(i, new StringReader(TEXT))),
        new Parameter(types.text, (s, i) -> s.setCharacterStream(i, new StringReader(TEXT), 6)),
        new Parameter(
            types.text,
            (s, i) -> s.setCharacterStream(i, new CharArrayReader(TEXT.toCharArray()))));
  }

  /** For these pgjdbc has no implementation, or one by large objects inside a transaction. */
  private static List<Parameter> notOfPgjdbc(ColumnTypes types) {
    return List.of(
        new Parameter("VARCHAR(99)", (s, i) -> s.setNString(i, TEXT)),
        new Parameter("INT", (s, i) -> s.setObject(i, "8", JDBCType.INTEGER)),
        new Parameter("DECIMAL(30,10)", (s, i) -> s.setObject(i, "9.876", JDBCType.DECIMAL, 2)),
        new Parameter(types.text, (s, i) -> s.setNCharacterStream(i, new StringReader(TEXT))),
        new Parameter(types.blob, (s, i) -> s.setBlob(i, binary())),
        new Parameter(types.blob, (s, i) -> s.setBlob(i, binary(), 4)),
        new Parameter(types.text, (s, i) -> s.setClob(i, new StringReader(TEXT))),
        new Parameter(types.text, (s, i) -> s.setClob(i, new StringReader(TEXT), 6)),
        new Parameter(types.text, (s, i) -> s.setNClob(i, new StringReader(TEXT))));
  }

  /** Large objects that do not belong to the connection that they were made by. */
  private static List<Parameter> ofMySqlFamily(ColumnTypes types) {
    return List.of(
        new Parameter(types.blob, (s, i) -> s.setBlob(i, blob(s))),
        new Parameter(types.text, (s, i) -> s.setClob(i, clob(s))),
        new Parameter(types.text, (s, i) -> s.setNClob(i, nclob(s))),
        new Parameter(types.text, (s, i) -> s.setURL(i, url())));
  }

  private static Parameter uuid() {
    UUID uuid = UUID.fromString("3f06af63-a93c-11e4-9797-00505690773f");
    return new Parameter("UUID", (s, i) -> s.setObject(i, uuid));
  }

  private static List<Parameter> ofPgjdbc() {
    return List.of(
        new Parameter("INT[]", Parameter::setArray), new Parameter("XML", Parameter::setXml));
  }

  private static void setArray(PreparedStatement statement, int index) throws SQLException {
    Integer[] elements = {3, null, 5};
    statement.setArray(index, statement.getConnection().createArrayOf("INTEGER", elements));
  }

  private static void setXml(PreparedStatement statement, int index) throws SQLException {
    SQLXML xml = statement.getConnection().createSQLXML();
    xml.setString("<a>1</a>");
    statement.setSQLXML(index, xml);
  }

  private static Blob blob(PreparedStatement statement) throws SQLException {
    Blob blob = statement.getConnection().createBlob();
    blob.setBytes(1, BYTES);
    return blob;
  }

  private static Clob clob(PreparedStatement statement) throws SQLException {
    Clob clob = statement.getConnection().createClob();
    clob.setString(1, TEXT);
    return clob;
  }

  private static NClob nclob(PreparedStatement statement) throws SQLException {
    NClob clob = statement.getConnection().createNClob();
    clob.setString(1, TEXT);
    return clob;
  }

  private static URL url() {
    try {
      return new URL("http://host.example/path");
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteArrayInputStream binary() {
    return new ByteArrayInputStream(BYTES.clone());
  }

  private static byte[] ascii() {
    return "plain text".getBytes(StandardCharsets.US_ASCII);
  }

  private static Calendar tokyo() {
    return Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
  }

  /** Types of columns that databases name differently. */
  private record ColumnTypes(
      String bytes, String timestamp, String zoned, String text, String blob) {
    static ColumnTypes of(Pairing pairing) {
      return switch (pairing.driver()) {
        case CONNECTOR_J, MARIADB_CONNECTOR_J ->
            new ColumnTypes("VARBINARY(99)", "DATETIME(6)", "DATETIME(6)", "LONGTEXT", "LONGBLOB");
        case PGJDBC ->
            new ColumnTypes("BYTEA", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TEXT", "BYTEA");
        case H2 ->
            new ColumnTypes(
                "VARBINARY(99)", "TIMESTAMP(6)", "TIMESTAMP(6) WITH TIME ZONE", "CLOB", "BLOB");
      };
    }
  }
}
