package io.dbkeepalive.telemetry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RepeatFilterTest {
  private static final long WINDOW = RepeatFilter.WINDOW_NANOS;

  private final RepeatFilter filter = new RepeatFilter();

  @Test
  void repeatsWithinTheWindowAreCountedAndTheNextLineTells() {
    assertEquals(0, filter.admit("a", 0));
    assertEquals(RepeatFilter.COUNTED, filter.admit("a", 1));
    assertEquals(RepeatFilter.COUNTED, filter.admit("a", WINDOW - 1));
    assertEquals(2, filter.admit("a", WINDOW));
    assertEquals(RepeatFilter.COUNTED, filter.admit("a", WINDOW + 1));
    assertEquals(1, filter.admit("a", 5 * WINDOW));
    assertEquals(0, filter.admit("a", 9 * WINDOW));
  }

  @Test
  void otherEventsAreNotRepeats() {
    assertEquals(0, filter.admit("a", 0));
    assertEquals(0, filter.admit("b", 0));
    assertEquals(RepeatFilter.COUNTED, filter.admit("b", 1));
  }

  @Test
  void clockMayOverflow() {
    assertEquals(0, filter.admit("a", Long.MAX_VALUE));
    assertEquals(RepeatFilter.COUNTED, filter.admit("a", Long.MIN_VALUE + 5));
    assertEquals(1, filter.admit("a", Long.MAX_VALUE + WINDOW));
  }

  @Test
  void forgetsTheOneWrittenLongestAgo() {
    filter.admit("first", 0);
    filter.admit("second", 0);
    filter.admit("first", WINDOW);
    for (int i = 2; i < RepeatFilter.MOST_EVENTS + 1; i++) {
      filter.admit("other" + i, WINDOW);
    }

    assertEquals(RepeatFilter.COUNTED, filter.admit("first", WINDOW + 1));
    assertEquals(0, filter.admit("second", 1));
  }

  @Test
  void noRepeatIsLostBetweenThreads() throws Exception {
    int threads = 4;
    int each = 10_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> written = new ArrayList<>();
    try {
      for (int t = 0; t < threads; t++) {
        written.add(
            executor.submit(
                () -> {
                  int count = 0;
                  for (int i = 0; i < each; i++) {
                    count += filter.admit("a", 1) == RepeatFilter.COUNTED ? 0 : 1;
                  }
                  return count;
                }));
      }
      int sum = 0;
      for (Future<Integer> count : written) {
        sum += count.get();
      }
      assertEquals(1, sum);
      assertEquals(threads * each - 1, filter.admit("a", 2 * WINDOW));
    } finally {
      executor.shutdownNow();
    }
  }
}
