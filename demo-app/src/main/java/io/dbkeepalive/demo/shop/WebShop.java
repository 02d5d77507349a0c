package io.dbkeepalive.demo.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The newer part of the shop: each customer borrows a connection from a pool for the whole visit.
 *
 * <p>Thread safe, as the pool is.
 */
final class WebShop implements Worker.Till {
  private final Settings settings;
  private final Ledger ledger;
  private final HikariDataSource pool;

  WebShop(Settings settings, Ledger ledger, int connections) {
    this.settings = settings;
    this.ledger = ledger;
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    pool = new HikariDataSource(config);
  }

  @Override
  public void serve(Worker.Visit visit) throws SQLException, InterruptedException {
    try (Connection connection = ledger.connect("borrow a connection", pool::getConnection);
        Desk desk = new Desk(connection, settings, ledger)) {
      visit.at(desk);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
