package io.dbkeepalive.tests.keepalive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moves money between accounts, and reads, over a pool and over a lone connection, for a while:
 * {@code done <units of work>}, and a line for each that failed.
 */
public final class RecycleProgram {
  private static final PrintStream OUT = System.out;
  static final int POOL_SIZE = 4;

  private RecycleProgram() {}

  /**
   * @param arguments URL, user, password, seconds
   */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(POOL_SIZE);
    long end = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000;
    AtomicInteger done = new AtomicInteger();
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < POOL_SIZE; i++) {
        Thread thread = new Thread(() -> work(pool, end, done));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    OUT.println("done " + done.get());
  }

  private static void work(HikariDataSource pool, long end, AtomicInteger done) {
    while (System.nanoTime() - end < 0) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        int amount = ThreadLocalRandom.current().nextInt(100);
        connection.setAutoCommit(false);
        statement.executeUpdate(
            "UPDATE account SET balance = balance - " + amount + " WHERE id = 1");
        statement.executeUpdate(
            "UPDATE account SET balance = balance + " + amount + " WHERE id = 2");
        connection.commit();
        connection.setAutoCommit(true);
        statement.executeQuery("SELECT balance FROM account").close();
        done.incrementAndGet();
      } catch (SQLException e) {
        OUT.println("failed " + e);
      }
    }
  }
}
