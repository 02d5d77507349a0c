package io.dbkeepalive.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Serves customers over one connection, with statements prepared once. It repeats nothing: what
 * fails is told to the caller.
 *
 * <p>Not thread safe.
 */
final class Desk implements AutoCloseable {
  private static final int ITEMS = 20;

  private final Connection connection;
  private final Ledger ledger;
  private final PreparedStatement catalogue;
  private final PreparedStatement left;
  private final PreparedStatement lock;
  private final PreparedStatement take;
  private final PreparedStatement line;
  private final PreparedStatement order;
  private final PreparedStatement report;

  Desk(Connection connection, Settings settings, Ledger ledger) throws SQLException {
    this.connection = connection;
    this.ledger = ledger;
    String prefix = settings.prefix();
    String stock = prefix + "stock";
    catalogue = prepare("SELECT item, quantity FROM " + stock + " WHERE item BETWEEN ? AND ?");
    left = prepare("SELECT quantity FROM " + stock + " WHERE item = ?");
    lock = prepare("SELECT quantity FROM " + stock + " WHERE item = ? FOR UPDATE");
    take = prepare("UPDATE " + stock + " SET quantity = quantity - 1 WHERE item = ?");
    line = prepare("INSERT INTO " + prefix + "order_lines (order_no, item) VALUES (?, ?)");
    order = prepare("INSERT INTO " + prefix + "orders (order_no, order_lines) VALUES (?, ?)");
    report = prepare(SalesReport.sql(prefix));
    report.setInt(1, settings.reportSize());
  }

  void browse(int visit) throws SQLException {
    int first = 1 + visit % (ITEMS - 5);
    catalogue.setInt(1, first);
    catalogue.setInt(2, first + 4);
    read("catalogue", catalogue);
    left.setInt(1, first);
    read("stock", left);
  }

  void serve(Errand errand, String orderNumber, int visit) throws SQLException {
    switch (errand) {
      case ORDER -> {
        insertOrder(orderNumber, 0);
        ledger.confirmed(orderNumber, 0);
      }
      case BASKET -> basket(orderNumber, 1 + visit % (ITEMS - 1));
      case QUESTION -> {
        left.setInt(1, 1 + visit % ITEMS);
        read("stock", left);
      }
      case REPORT -> read("report", report);
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : all()) {
      statement.close();
    }
  }

  /** Takes two neighbouring items, always in ascending order, so that baskets cannot deadlock. */
  private void basket(String orderNumber, int item) throws SQLException {
    ledger.statement("begin", () -> autoCommit(false));
    try {
      lock.setInt(1, item);
      read("lock", lock);
      for (int taken = item; taken <= item + 1; taken++) {
        take.setInt(1, taken);
        ledger.statement("take from stock", take::executeUpdate);
        line.setString(1, orderNumber);
        line.setInt(2, taken);
        ledger.statement("order line", line::executeUpdate);
      }
      insertOrder(orderNumber, 2);
      ledger.statement("commit", this::commit);
      ledger.confirmed(orderNumber, 2);
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
    ledger.statement("end", () -> autoCommit(true));
  }

  private void insertOrder(String orderNumber, int lines) throws SQLException {
    order.setString(1, orderNumber);
    order.setInt(2, lines);
    ledger.statement("order", order::executeUpdate);
  }

  private void read(String what, PreparedStatement query) throws SQLException {
    ledger.statement(
        what,
        () -> {
          int rows = 0;
          try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
              rows++;
            }
          }
          return rows;
        });
  }

  private boolean autoCommit(boolean on) throws SQLException {
    connection.setAutoCommit(on);
    return on;
  }

  private boolean commit() throws SQLException {
    connection.commit();
    return true;
  }

  private void rollback(SQLException failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  private PreparedStatement[] all() {
    return new PreparedStatement[] {catalogue, left, lock, take, line, order, report};
  }
}
