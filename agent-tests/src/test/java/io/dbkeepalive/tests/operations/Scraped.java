package io.dbkeepalive.tests.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** An application that asks a database in its own memory, and says how long that takes. */
final class Scraped {
  private static final PrintStream OUT = System.out;
  private static final int PAUSE_NANOS = 500_000;

  private Scraped() {}

  /** For each number that it reads, it asks for so many seconds. */
  public static void main(String[] arguments) throws SQLException, IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:scraped");
        PreparedStatement query = connection.prepareStatement("SELECT ? + 1")) {
      run(query, 2); // the JVM compiles it meanwhile
      OUT.println("ready");
      int times = 0;
      for (String line = commands.readLine(); !"end".equals(line); line = commands.readLine()) {
        long[] nanos = run(query, Integer.parseInt(line));
        times++;
        long slow = nanos[nanos.length * 99 / 100];
        OUT.println("median=" + nanos[nanos.length / 2] + " slow=" + slow + " <" + times + ">");
      }
    }
  }

  /** Sorted. */
  private static long[] run(PreparedStatement query, int seconds) throws SQLException {
    long[] nanos = new long[seconds * 4_000];
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int calls = 0;
    for (; System.nanoTime() - end < 0 && calls < nanos.length; calls++) {
      long start = System.nanoTime();
      query.setInt(1, calls);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
      }
      nanos[calls] = System.nanoTime() - start;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long[] all = Arrays.copyOf(nanos, calls);
    Arrays.sort(all);
    return all;
  }
}
