package io.dbkeepalive.tests.proof;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** A HikariCP of one connection, which each unit of work borrows. */
final class PooledConnections implements Connections {
  private final HikariDataSource pool;

  PooledConnections(String url, Properties login) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(login.getProperty("user"));
    config.setPassword(login.getProperty("password"));
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(-1); // borrowing waits, which is enough
    pool = new HikariDataSource(config);
  }

  @Override
  public Connection take() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void giveBack(Connection hooked, boolean broken) {
    // the pool resets it, which may send requests: a call like others
    Connections.closeQuietly(hooked);
  }

  @Override
  public long session() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return Family.session(connection);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
