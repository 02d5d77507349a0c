package io.dbkeepalive.smoke;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Loses its only connection again and again, which the agent shall heal in place, and prints a line
 * for each thing that went well. Ends with an exception at the first that did not.
 */
public final class Healing {
  private final Opener opener;
  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement insert;

  /** Opens connections to one server. */
  interface Opener {
    Connection open() throws SQLException;
  }

  Healing(Opener opener) throws SQLException {
    this.opener = opener;
    this.connection = opener.open();
    this.statement = connection.createStatement();
    statement.executeUpdate("DROP TABLE IF EXISTS healing");
    statement.executeUpdate("CREATE TABLE healing (id INT PRIMARY KEY, name VARCHAR(20))");
    this.insert = connection.prepareStatement("INSERT INTO healing VALUES (?, ?)");
  }

  /**
   * Runs on one server after the other.
   *
   * @param arguments for each server the JDBC URL, the user and the password
   */
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i < arguments.length; i += 3) {
      String url = arguments[i];
      String user = arguments[i + 1];
      String password = arguments[i + 2];
      System.out.println(url);
      new Healing(() -> DriverManager.getConnection(url, user, password)).run();
    }
  }

  /** Goes through all losses and closes the connection. */
  void run() throws Exception {
    statementHeals();
    preparedStatementHeals();
    batchHeals();
    lostTransactionIsQuarantined();
    connection.close();
  }

  private void statementHeals() throws Exception {
    Connection owner = statement.getConnection();
    Session lost = lose();
    check(count() == 0, "an empty table");
    // behind a proxy, as of Connector/J with several hosts, each call may answer with a new one
    if (!Proxy.isProxyClass(connection.getClass())) {
      check(owner == connection, "the connection that made the statement");
      check(statement.getConnection() == connection, "the same connection after the loss");
    }
    check(Session.of(connection, opener).id() != lost.id(), "another session");
    System.out.println("statement healed");
  }

  private void preparedStatementHeals() throws Exception {
    insert.setInt(1, 1);
    insert.setString(2, "one");
    lose();
    check(insert.executeUpdate() == 1, "one row inserted");
    check(count() == 1, "one row");
    System.out.println("prepared statement healed");
  }

  private void batchHeals() throws Exception {
    for (int id = 2; id <= 3; id++) {
      insert.setInt(1, id);
      insert.setString(2, "many");
      insert.addBatch();
    }
    lose();
    int[] counts = insert.executeBatch();
    check(counts.length == 2, "two counts and not " + Arrays.toString(counts));
    check(count() == 3, "three rows");
    System.out.println("batch healed");
  }

  private void lostTransactionIsQuarantined() throws Exception {
    connection.setAutoCommit(false);
    insert(4);
    lose();
    SQLException told = refusal(5);
    check(!"25S03".equals(told.getSQLState()), "the driver's own exception and not " + told);
    SQLException quarantined = refusal(6);
    check("25S03".equals(quarantined.getSQLState()), "25S03 and not " + quarantined);
    connection.rollback();
    check(count() == 3, "nothing of the lost transaction");
    insert(7);
    connection.commit();
    connection.setAutoCommit(true);
    check(count() == 4, "the row of the next transaction");
    System.out.println("lost transaction quarantined");
  }

  private SQLException refusal(int id) {
    try {
      insert(id);
    } catch (SQLException e) {
      return e;
    }
    throw new IllegalStateException("row " + id + " was inserted after its transaction was lost");
  }

  private void insert(int id) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, "row");
    insert.executeUpdate();
  }

  private Session lose() throws Exception {
    Session session = Session.of(connection, opener);
    session.kill();
    return session;
  }

  private int count() throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM healing")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void check(boolean condition, String expected) {
    if (!condition) {
      throw new IllegalStateException("expected " + expected);
    }
  }
}
