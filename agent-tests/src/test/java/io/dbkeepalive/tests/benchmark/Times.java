package io.dbkeepalive.tests.benchmark;

import java.util.Arrays;

/** How long each of many runs of the same took, in nanoseconds. Not thread-safe. */
final class Times {
  private final long[] nanos;
  private int count;

  Times(int capacity) {
    nanos = new long[capacity];
  }

  /** Runs something so often, and keeps the time of each. */
  static Times of(int runs, Action action) throws Exception {
    Times times = new Times(runs);
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      action.run();
      times.add(System.nanoTime() - start);
    }
    return times;
  }

  void add(long each) {
    nanos[count++] = each;
  }

  /**
   * @param per one of 0 to 1: a low one tells of the moments at which no other program had the core
   */
  double quantile(double per) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.floor(per * count))];
  }

  interface Action {
    void run() throws Exception;
  }
}
