package io.dbkeepalive.demo;

import io.dbkeepalive.demo.shop.SalesReport;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a disturbance can lay hands on.
 *
 * @param shop trading
 * @param proxy between the shop and the database
 * @param sessions of the shop's
 */
record Stage(ShopProcess shop, Proxy proxy, DemoDatabase database, ShopSessions sessions) {
  private static final Duration LIMIT_OF_HOLD = Duration.ofSeconds(90);

  /**
   * Customers think about it for so long before they buy: longer than the second of idleness after
   * which the agent, left at its defaults, looks whether a connection is alive before using it. So
   * writes are safe too. In the middle of a write a loss would rightly be told to the application.
   */
  private static final Duration THINKING = Duration.ofMillis(1_500);

  private static final long REPORT_LIMIT_MILLIS = 15_000;

  /**
   * Every worker of the shop's waits, its connection idle, outside any statement and transaction.
   */
  void hold() throws InterruptedException {
    shop.send("hold");
    shop.await("held", LIMIT_OF_HOLD);
  }

  void letThink() throws InterruptedException {
    Thread.sleep(THINKING.toMillis());
  }

  void release() {
    shop.send("go");
  }

  /** To be called while the shop is held; each of its workers goes on with a slow report. */
  void killReports() throws SQLException, InterruptedException, CannotDisturb {
    shop.send("report");
    sessions.killWhileRunning(SalesReport.MARK, REPORT_LIMIT_MILLIS);
  }
}
