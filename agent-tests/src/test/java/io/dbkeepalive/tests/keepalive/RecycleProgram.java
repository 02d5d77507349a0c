package io.dbkeepalive.tests.keepalive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moves money between accounts, and reads, over a pool, until it reads a byte: {@code done <units
 * of work>}, and a line for each that failed.
 */
public final class RecycleProgram {
  private static final PrintStream OUT = System.out;
  static final int POOL_SIZE = 4;

  private RecycleProgram() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(POOL_SIZE);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger done = new AtomicInteger();
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < POOL_SIZE; i++) {
        Thread thread = new Thread(() -> work(pool, over, done));
        thread.start();
        threads.add(thread);
      }
      int ignored = System.in.read();
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    OUT.println("done " + done.get());
  }

  private static void work(HikariDataSource pool, AtomicBoolean over, AtomicInteger done) {
    while (!over.get()) {
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
