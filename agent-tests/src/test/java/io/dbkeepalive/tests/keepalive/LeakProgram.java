package io.dbkeepalive.tests.keepalive;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Has a thread take a connection, and close it when a byte is read, over H2 in memory: {@code
 * taken}, {@code closed}.
 */
public final class LeakProgram {
  private static final PrintStream OUT = System.out;
  private static final String URL = "jdbc:h2:mem:leaks";

  private final CountDownLatch closes = new CountDownLatch(1);

  private LeakProgram() {}

  /**
   * @param arguments {@code hikari}, {@code tomcat}, {@code dbcp}, {@code c3p0}, {@code lone};
   *     behind it, how often to borrow and return first
   */
  public static void main(String[] arguments) throws Exception {
    DataSource source = source(arguments[0]);
    LeakProgram program = new LeakProgram();
    long start = System.nanoTime();
    int times = Integer.parseInt(arguments[1]);
    for (int i = 0; i < times; i++) {
      source.getConnection().close();
    }
    OUT.println("borrowed for " + (System.nanoTime() - start) / Math.max(1, times) + " ns each");
    Thread holder = new Thread(() -> program.hold(source), "holder");
    holder.start();
    awaitByte();
    program.closes.countDown();
    holder.join();
    awaitByte();
  }

  private static void awaitByte() throws IOException {
    if (System.in.read() < 0) {
      throw new IOException("nobody is there any more");
    }
  }

  private void hold(DataSource source) {
    try (Connection connection = take(source)) {
      OUT.println("taken " + connection.getClass().getName());
      waitInside();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    OUT.println("closed");
  }

  private static Connection take(DataSource source) throws SQLException {
    return source == null ? DriverManager.getConnection(URL) : source.getConnection();
  }

  private void waitInside() {
    try {
      closes.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Null for no pool. */
  private static DataSource source(String kind) {
    switch (kind) {
      case "hikari":
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setPoolName("orders");
        return new HikariDataSource(config);
      case "tomcat":
        org.apache.tomcat.jdbc.pool.DataSource tomcat =
            new org.apache.tomcat.jdbc.pool.DataSource();
        tomcat.setUrl(URL);
        tomcat.setName("orders");
        return tomcat;
      case "dbcp":
        BasicDataSource dbcp = new BasicDataSource();
        dbcp.setUrl(URL);
        return dbcp;
      case "c3p0":
        ComboPooledDataSource c3p0 = new ComboPooledDataSource("orders");
        c3p0.setJdbcUrl(URL);
        return c3p0;
      default:
        return null;
    }
  }
}
