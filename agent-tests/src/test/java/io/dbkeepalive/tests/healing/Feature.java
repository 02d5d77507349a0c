package io.dbkeepalive.tests.healing;

import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that statements can do, and few use.
 *
 * @param early what the application asks of a statement long before it uses it
 */
record Feature(String name, Maker maker, Early early, Use use) {
  private static final String READ = "SELECT id FROM featured ORDER BY id";
  private static final String TEXT = "SELECT CAST(? AS CHAR(20))";

  /** Escape syntax of JDBC 4.3, chapter 13.4. */
  private static final List<String> ESCAPES =
      List.of(
          "SELECT {fn UCASE('a')}",
          "SELECT {fn CONCAT('a', {fn LCASE('B')})}",
          "SELECT {d '2026-01-02'}",
          "SELECT {t '03:04:05'}",
          "SELECT {ts '2026-01-02 03:04:05'}",
          "SELECT COUNT(*) FROM {oj featured a LEFT OUTER JOIN featured b ON a.id = b.id}");

  /** MariaDB's driver does not prepare it. */
  private static final String LIKE = "SELECT id FROM featured WHERE v LIKE 'a|%' {escape '|'}";

  interface Maker {
    Statement make(Connection connection) throws SQLException;
  }

  interface Early {
    void on(Statement statement) throws Exception;
  }

  interface Setting {
    void on(PreparedStatement statement) throws Exception;
  }

  interface PlainSetting {
    void on(Statement statement) throws SQLException;
  }

  interface Use {
    Object of(Statement statement) throws SQLException;
  }

  Statement make(Connection connection) throws SQLException {
    return maker.make(connection);
  }

  /** How it ends: what a driver does not have is worth as much as what it has. */
  String prepare(Statement statement) {
    try {
      early.on(statement);
      return "well";
    } catch (Exception e) {
      return describe(e);
    }
  }

  String use(Statement statement) {
    try {
      return String.valueOf(use.of(statement));
    } catch (SQLException | RuntimeException e) {
      return describe(e);
    }
  }

  private static String describe(Exception e) {
    String state = e instanceof SQLException ? ((SQLException) e).getSQLState() : null;
    return e.getClass().getName() + " " + state + ", reasons " + e.getSuppressed().length;
  }

  static List<Feature> all() {
    List<Feature> all = new ArrayList<>();
    for (String sql : ESCAPES) {
      all.add(plain(sql, none -> {}, statement -> Sql.column(statement, sql)));
      all.add(
          plain(
              "unescaped " + sql,
              statement -> statement.setEscapeProcessing(false),
              statement -> Sql.column(statement, sql)));
      all.add(prepared(sql, none -> {}, Feature::read));
    }
    all.add(plain(LIKE, none -> {}, statement -> Sql.column(statement, LIKE)));
    all.addAll(settings());
    all.addAll(descriptions());
    all.addAll(rarelyImplemented());
    return all;
  }

  private static List<Feature> settings() {
    return List.of(
        plain("max rows", s -> s.setMaxRows(2), s -> List.of(Sql.column(s, READ), s.getMaxRows())),
        plain(
            "large max rows",
            s -> s.setLargeMaxRows(2),
            s -> List.of(Sql.column(s, READ), s.getLargeMaxRows())),
        plain("max field size", s -> s.setMaxFieldSize(2), Statement::getMaxFieldSize),
        plain("query time-out", s -> s.setQueryTimeout(20), Statement::getQueryTimeout),
        plain(
            "fetch direction",
            s -> s.setFetchDirection(ResultSet.FETCH_REVERSE),
            s -> List.of(Sql.column(s, READ), s.getFetchDirection())),
        plain(
            "fetch size",
            s -> s.setFetchSize(2),
            s -> List.of(Sql.column(s, READ), s.getFetchSize())),
        plain("poolable", s -> s.setPoolable(true), Statement::isPoolable),
        plain("named cursor", s -> s.setCursorName("named"), Feature::readNamed),
        plain("close on completion", Statement::closeOnCompletion, Feature::readAndLook),
        plain("no close on completion", none -> {}, Feature::readAndLook));
  }

  private static Object readNamed(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(READ)) {
      rows.next();
      return String.valueOf(rows.getCursorName());
    }
  }

  private static Object readAndLook(Statement statement) throws SQLException {
    boolean asked = statement.isCloseOnCompletion();
    List<String> rows = Sql.column(statement, READ); // closed by this
    return List.of(asked, rows, statement.isClosed());
  }

  private static List<Feature> descriptions() {
    return List.of(
        prepared(TEXT, none -> {}, s -> describe(((PreparedStatement) s).getParameterMetaData())),
        prepared(
            "SELECT id, v FROM featured WHERE id = ?",
            none -> {},
            s -> describe(((PreparedStatement) s).getMetaData())));
  }

  static String describe(ParameterMetaData parameters) throws SQLException {
    return parameters.getParameterCount() + " of " + parameters.getParameterTypeName(1);
  }

  static String describe(ResultSetMetaData rows) throws SQLException {
    return rows.getColumnCount()
        + " from "
        + rows.getColumnLabel(1)
        + " "
        + rows.getColumnTypeName(1)
        + " of "
        + rows.getTableName(1);
  }

  /** Where a driver has them, they are kept; where it has not, its exception is the answer. */
  private static List<Feature> rarelyImplemented() {
    return List.of(
        prepared(TEXT, s -> s.setURL(1, URI.create("http://a/b").toURL()), Feature::read),
        prepared(TEXT, s -> s.setRowId(1, rowId()), Feature::read),
        prepared(TEXT, s -> s.setRef(1, null), Feature::read),
        prepared(TEXT, s -> s.setNString(1, "n"), Feature::read),
        prepared(TEXT, s -> s.setNClob(1, new StringReader("clob")), Feature::read),
        prepared(TEXT, s -> s.setObject(1, "type", JDBCType.VARCHAR), Feature::read),
        prepared(TEXT, s -> s.setObject(1, "12", JDBCType.NUMERIC, 1), Feature::read),
        prepared(TEXT, s -> s.setObject(1, struct(s)), Feature::read));
  }

  private static RowId rowId() {
    return (RowId)
        Proxy.newProxyInstance(
            Feature.class.getClassLoader(),
            new Class<?>[] {RowId.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBytes" -> new byte[] {1};
                  case "hashCode" -> 1;
                  case "equals" -> proxy == arguments[0];
                  default -> "row id";
                });
  }

  private static Object struct(Statement statement) throws SQLException {
    return statement.getConnection().createStruct("pair", new Object[] {1, 2});
  }

  private static List<String> read(Statement statement) throws SQLException {
    try (ResultSet rows = ((PreparedStatement) statement).executeQuery()) {
      return Sql.column(rows);
    }
  }

  private static Feature plain(String name, PlainSetting early, Use use) {
    return new Feature(name, Connection::createStatement, early::on, use);
  }

  private static Feature prepared(String sql, Setting early, Use use) {
    return new Feature(
        "prepared " + sql,
        connection -> connection.prepareStatement(sql),
        statement -> early.on((PreparedStatement) statement),
        use);
  }
}
