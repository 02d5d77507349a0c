package io.dbkeepalive.tests.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbkeepalive.tests.support.Await;
import io.dbkeepalive.tests.support.Pairing;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A HikariCP of fixed size that knows each connection that was ever opened for it. */
final class Pool implements AutoCloseable {
  private static final Duration FILL_TIMEOUT = Duration.ofSeconds(20);

  private final int size;
  private final Opener opener;
  private final HikariDataSource hikari;

  /**
   * @param url of the server or of a proxy before it
   */
  Pool(Pairing pairing, String url, int size) {
    this.size = size;
    opener = new Opener(url, pairing.server().user(), pairing.server().password());
    HikariConfig config = new HikariConfig();
    config.setDataSource(opener);
    config.setMinimumIdle(size);
    config.setMaximumPoolSize(size);
    // on the way out of a test that left the server down, there is nothing to wait for
    config.setConnectionTimeout(20_000);
    hikari = new HikariDataSource(config);
    Await.until(
        "a full pool",
        FILL_TIMEOUT,
        () -> hikari.getHikariPoolMXBean().getTotalConnections() == size);
  }

  Connection borrow() throws SQLException {
    return hikari.getConnection();
  }

  /** It has the connections that it began with, all of them at rest, and never opened another. */
  void assertUndisturbed() {
    Await.until(
        "the return of all connections",
        FILL_TIMEOUT,
        () -> hikari.getHikariPoolMXBean().getActiveConnections() == 0);
    assertEquals(size, hikari.getHikariPoolMXBean().getTotalConnections());
    assertEquals(size, hikari.getHikariPoolMXBean().getIdleConnections());
    assertEquals(size, opener.opened.size(), "connections that the pool opened");
    assertEquals(opener.opened, pooled());
  }

  /** The driver's objects below the pool's, found by borrowing all at once. */
  private Set<Connection> pooled() {
    Set<Connection> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Connection> borrowed = new HashSet<>();
    try {
      try {
        for (int i = 0; i < size; i++) {
          Connection connection = borrow();
          borrowed.add(connection);
          found.add(connection.unwrap(opener.opened.iterator().next().getClass()));
        }
        return found;
      } finally {
        for (Connection connection : borrowed) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw new AssertionError("the pool does not give out its connections", e);
    }
  }

  @Override
  public void close() {
    hikari.close();
  }

  /** Opens by {@link DriverManager}, as HikariCP does of itself, and remembers. */
  private static final class Opener implements DataSource {
    private final String url;
    private final String user;
    private final String password;
    final Set<Connection> opened =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    Opener(String url, String user, String password) {
      this.url = url;
      this.user = user;
      this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return getConnection(user, password);
    }

    @Override
    public Connection getConnection(String asUser, String withPassword) throws SQLException {
      Connection connection = DriverManager.getConnection(url, asUser, withPassword);
      opened.add(connection);
      return connection;
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      // it logs nothing
    }

    @Override
    public void setLoginTimeout(int seconds) {
      // the drivers' own will do
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
