package io.dbkeepalive.demo.shop;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what the database told the shop, one line per fact, as it happens: {@code statement
 * MICROS}, {@code connected MICROS}, {@code failed MICROS TEXT}, {@code confirmed ORDER LINES}.
 *
 * <p>Thread safe, as each line is one call of the stream's.
 */
final class Ledger {
  /** A call into JDBC. */
  interface Call<T> {
    T run() throws SQLException;
  }

  private final PrintStream out;
  private final ThreadLocal<SQLException> lastTold = new ThreadLocal<>();

  Ledger(PrintStream out) {
    this.out = out;
  }

  /** A call that runs a statement, or begins or ends a transaction. */
  <T> T statement(String what, Call<T> call) throws SQLException {
    return timed("statement", what, call);
  }

  /** A call that gets a connection. */
  <T> T connect(String what, Call<T> call) throws SQLException {
    return timed("connected", what, call);
  }

  /** The database has said that this order is in. */
  void confirmed(String order, int lines) {
    line("confirmed " + order + " " + lines);
  }

  /** A customer went away because of {@code e}: no failure stays out of the ledger. */
  void unserved(SQLException e) {
    if (lastTold.get() != e) {
      failed("serve a customer", e, 0);
    }
  }

  void line(String text) {
    out.println(text);
  }

  private <T> T timed(String success, String what, Call<T> call) throws SQLException {
    long start = System.nanoTime();
    try {
      T result = call.run();
      line(success + " " + microsSince(start));
      return result;
    } catch (SQLException e) {
      failed(what, e, microsSince(start));
      throw e;
    }
  }

  private void failed(String what, SQLException e, long micros) {
    lastTold.set(e);
    String text = what + ": " + e.getSQLState() + "/" + e.getErrorCode() + " " + e.getMessage();
    line("failed " + micros + " " + text.replaceAll("\\s+", " "));
  }

  private static long microsSince(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
