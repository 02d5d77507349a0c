package io.dbkeepalive.demo;

import io.dbkeepalive.demo.shop.SalesReport;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables of one run, under a prefix that nobody else uses. An order number has no unique
 * constraint: a double order must show.
 */
final class ShopTables implements AutoCloseable {
  private static final int ITEMS = 20;
  private static final int NUMBERS = 6_000;
  private static final long REPORT_MILLIS = 1_500;

  private final DemoDatabase database;
  private final String prefix;
  // set once by create()
  private int reportSize = NUMBERS;
  // guarded by this
  private boolean created;

  ShopTables(DemoDatabase database) {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    this.database = database;
    this.prefix = "dbkeepalive_demo_" + HexFormat.of().formatHex(random) + "_";
  }

  String prefix() {
    return prefix;
  }

  /** How many rows make the report take about 1.5 s on this server. */
  int reportSize() {
    return reportSize;
  }

  synchronized void create() throws SQLException {
    created = true;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          table(
              "orders", "order_no VARCHAR(36) NOT NULL, order_lines INT NOT NULL, KEY (order_no)"));
      statement.execute(
          table("order_lines", "order_no VARCHAR(36) NOT NULL, item INT NOT NULL, KEY (order_no)"));
      statement.execute(table("stock", "item INT NOT NULL UNIQUE, quantity INT NOT NULL"));
      statement.execute(table("numbers", ""));
      statement.execute(
          "INSERT INTO " + prefix + "stock (item, quantity) VALUES " + rows(ITEMS, "(%d,1000000)"));
      statement.execute("INSERT INTO " + prefix + "numbers (id) VALUES " + rows(NUMBERS, "(%d)"));
      reportSize = measureReport(connection);
    }
  }

  /** How often each order is in the database, and with how many lines in all. */
  Map<String, OrderRows> orders() throws SQLException {
    Map<String, OrderRows> orders = new HashMap<>();
    try (Connection connection = database.connect()) {
      count(connection, "orders", (order, n) -> orders.put(order, new OrderRows(n, 0)));
      count(
          connection,
          "order_lines",
          (order, n) ->
              orders.merge(order, new OrderRows(0, n), (a, b) -> new OrderRows(a.orders(), n)));
    }
    return orders;
  }

  /** Drops what there is of the tables, unless the whole database goes anyway. */
  @Override
  public void close() throws SQLException {
    if (!database.isOfDemo()) {
      drop();
    }
  }

  private synchronized void drop() throws SQLException {
    if (!created) {
      return;
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String name : List.of("orders", "order_lines", "stock", "numbers")) {
        statement.execute("DROP TABLE IF EXISTS " + prefix + name);
      }
      created = false;
    } catch (SQLException e) {
      throw new SQLException("drop the tables " + prefix + "... yourself: " + e.getMessage(), e);
    }
  }

  private String table(String name, String columns) {
    return "CREATE TABLE "
        + prefix
        + name
        + " (id INT AUTO_INCREMENT PRIMARY KEY"
        + (columns.isEmpty() ? "" : ", " + columns)
        + ") ENGINE=InnoDB";
  }

  private int measureReport(Connection connection) throws SQLException {
    int sample = NUMBERS / 20;
    long start = System.nanoTime();
    try (PreparedStatement report = connection.prepareStatement(SalesReport.sql(prefix))) {
      report.setInt(1, sample);
      report.executeQuery().close();
    }
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    return (int) Math.min(NUMBERS, Math.max(1, sample * REPORT_MILLIS / millis));
  }

  private void count(Connection connection, String table, Counted counted) throws SQLException {
    String sql = "SELECT order_no, COUNT(*) FROM " + prefix + table + " GROUP BY order_no";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        counted.take(result.getString(1), result.getInt(2));
      }
    }
  }

  private interface Counted {
    void take(String order, int rows);
  }

  private static String rows(int count, String format) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> String.format(format, n))
        .collect(Collectors.joining(","));
  }
}
