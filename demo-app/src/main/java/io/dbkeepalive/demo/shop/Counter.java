package io.dbkeepalive.demo.shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The old part of the shop: one connection, opened once and held. Only when a statement on it has
 * failed does it ask for a new one, for the next customer.
 *
 * <p>Not thread safe.
 */
final class Counter implements Worker.Till {
  private final Settings settings;
  private final Ledger ledger;
  private Connection connection;
  private Desk desk;

  Counter(Settings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
  }

  @Override
  public void serve(Worker.Visit visit) throws SQLException, InterruptedException {
    try {
      if (desk == null) {
        connection =
            ledger.connect(
                "open the connection",
                () ->
                    DriverManager.getConnection(
                        settings.url(), settings.user(), settings.password()));
        desk = new Desk(connection, settings, ledger);
      }
      visit.at(desk);
    } catch (SQLException e) {
      drop(e);
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }

  private void drop(SQLException failure) {
    try {
      close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    connection = null;
    desk = null;
  }
}
