package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Pairing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What an application holds for its whole life: one connection, with statements made once. */
final class Handles implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement query;
  private final PreparedStatement insert;
  private final String table;
  private final Class<?> connectionType;
  private final Class<?> statementType;
  private int inserted;

  /**
   * @param connection which is closed with this object
   * @param table with a column {@code id}, used by nobody else
   */
  Handles(Pairing pairing, Connection connection, String table) throws SQLException {
    this.connection = connection;
    this.table = table;
    statement = connection.createStatement();
    query = connection.prepareStatement("SELECT id FROM " + table + " WHERE id <= ? ORDER BY id");
    insert = connection.prepareStatement("INSERT INTO " + table + " VALUES (?)");
    connectionType = typeOf(pairing, Connection.class);
    statementType = typeOf(pairing, Statement.class);
    use();
  }

  /** What applications cast to. */
  private static Class<?> typeOf(Pairing pairing, Class<?> jdbc) {
    boolean ofConnection = jdbc == Connection.class;
    return switch (pairing.driver()) {
      case CONNECTOR_J ->
          ofConnection
              ? com.mysql.cj.jdbc.JdbcConnection.class
              : com.mysql.cj.jdbc.JdbcStatement.class;
      case MARIADB_CONNECTOR_J ->
          ofConnection ? org.mariadb.jdbc.Connection.class : org.mariadb.jdbc.Statement.class;
      case PGJDBC ->
          ofConnection ? org.postgresql.PGConnection.class : org.postgresql.PGStatement.class;
      case H2 -> ofConnection ? org.h2.jdbc.JdbcConnection.class : org.h2.jdbc.JdbcStatement.class;
    };
  }

  Connection connection() {
    return connection;
  }

  /** Uses all of them, in ways that the server must answer; each call must go well. */
  void use() throws SQLException {
    insert.setInt(1, inserted + 1);
    assertEquals(1, insert.executeUpdate());
    inserted++;
    assertReads();
    assertSameObjects();
  }

  /** Reads what was written before, by all the statements that read. */
  void assertReads() throws SQLException {
    query.setInt(1, inserted);
    try (ResultSet rows = query.executeQuery()) {
      assertSame(query, rows.getStatement());
      assertEquals(inserted, Sql.column(rows).size());
    }
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      assertSame(statement, rows.getStatement());
      assertEquals(List.of(String.valueOf(inserted)), Sql.column(rows));
    }
    assertTrue(connection.isValid(5));
  }

  /** To the application they are what they were: the driver's, and each other's. */
  void assertSameObjects() throws SQLException {
    assertInstanceOf(connectionType, connection);
    assertTrue(connection.isWrapperFor(connectionType));
    assertInstanceOf(connectionType, connection.unwrap(connectionType));
    for (Statement each : List.of(statement, query, insert)) {
      assertInstanceOf(statementType, each);
      assertTrue(each.isWrapperFor(statementType));
      assertInstanceOf(statementType, each.unwrap(statementType));
      assertSame(connection, each.getConnection());
      assertFalse(each.isClosed());
    }
    assertSame(connection, connection.getMetaData().getConnection());
    assertFalse(connection.isClosed());
    assertTrue(connection.getAutoCommit());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    assertTrue(connection.isClosed());
  }
}
