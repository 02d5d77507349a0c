package io.dbkeepalive.tests.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.Connection;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/**
 * Borrows a connection and gives it back, validated each time and not; and makes a call that the
 * driver answers itself, before which our agent looks whether the connection is lost.
 */
public final class Borrows {
  private static final PrintStream OUT = System.out;
  private static final int WARMUPS = 5_000;
  private static final int RUNS = 5_000;

  /** So many quick ones are timed as one. */
  private static final int QUICK = 100;

  private Borrows() {}

  /**
   * @param arguments URL, user, password
   */
  public static void main(String[] arguments) throws Exception {
    try (HikariDataSource pool = hikari(arguments)) {
      OUT.println("hikari " + each(1, () -> pool.getConnection().close()));
    }
    // with 0 it does not validate what came back within the same millisecond; read anew by each
    // pool
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    try (HikariDataSource pool = hikari(arguments)) {
      OUT.println("hikari-validated " + each(1, () -> pool.getConnection().close()));
    }
    try (BasicDataSource pool = dbcp(arguments)) {
      OUT.println("dbcp-validated " + each(1, () -> pool.getConnection().close()));
    }
    try (HikariDataSource pool = hikari(arguments)) {
      OUT.println("answered-by-driver " + ofDriver(pool));
    }
  }

  /** A setting that is in force already sends nothing, but is a call that may send. */
  private static double ofDriver(DataSource pool) throws Exception {
    try (Connection borrowed = pool.getConnection()) {
      Connection connection = borrowed.unwrap(Connection.class);
      return each(QUICK, () -> connection.setAutoCommit(true));
    }
  }

  private static double each(int many, Times.Action action) throws Exception {
    for (int i = 0; i < WARMUPS * many; i++) {
      action.run();
    }
    Times.Action all =
        () -> {
          for (int i = 0; i < many; i++) {
            action.run();
          }
        };
    return Times.of(RUNS, all).quantile(0.1) / many;
  }

  private static HikariDataSource hikari(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername(arguments[1]);
    config.setPassword(arguments[2]);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  private static BasicDataSource dbcp(String[] arguments) {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(arguments[0]);
    pool.setUsername(arguments[1]);
    pool.setPassword(arguments[2]);
    pool.setMaxTotal(1);
    pool.setTestOnBorrow(true);
    return pool;
  }
}
