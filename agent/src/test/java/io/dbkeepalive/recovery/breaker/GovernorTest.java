package io.dbkeepalive.recovery.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GovernorTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Near the end of what {@code System.nanoTime} can count, where it overflows. */
  private final long start = Long.MAX_VALUE - SECOND / 2;

  private final long interval = Governor.intervalOf(20);
  private final Governor governor = new Governor(interval, start);

  @Test
  void turnsAreEvenlySpacedAndTheFirstIsNow() {
    for (int i = 0; i < 200; i++) {
      assertEquals(i * interval, governor.reserve(start, start + 60 * SECOND));
    }
  }

  @Test
  void timeThatPassedUnusedIsNotSavedUp() {
    governor.reserve(start, start + SECOND);
    long later = start + 100 * SECOND;

    assertEquals(0, governor.reserve(later, later + SECOND));
    assertEquals(interval, governor.reserve(later, later + SECOND));
  }

  @Test
  void turnBehindTheDeadlineIsLeftToOthers() {
    governor.reserve(start, start + SECOND);

    assertEquals(Governor.TOO_LATE, governor.reserve(start, start + interval - 1));
    assertEquals(interval, governor.reserve(start, start + interval));
  }

  /** After a pause of the whole JVM all wake at once. */
  @Test
  void threadsThatWakeLateDoNotStartTogether() {
    long late = start + SECOND;
    assertEquals(0, governor.start(late, late + SECOND));
    assertEquals(interval, governor.start(late, late + SECOND));
    assertEquals(interval - 3, governor.start(late + 3, late + SECOND));
    assertEquals(Governor.TOO_LATE, governor.start(late + 3, late + interval - 1));
    assertEquals(0, governor.start(late + interval, late + SECOND));
  }

  @Test
  void reservationsCanBeForgotten() {
    for (int i = 0; i < 50; i++) {
      governor.reserve(start, start + 60 * SECOND);
    }
    assertEquals(50 * interval, governor.backlog(start));
    governor.forgetReservations(start + SECOND);

    assertEquals(0, governor.backlog(start + SECOND));
    assertEquals(0, governor.reserve(start + SECOND, start + SECOND));
  }

  @Test
  void withoutLimitNobodyWaits() {
    Governor off = new Governor(0, start);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(0, off.reserve(start, start));
      assertEquals(0, off.start(start, start));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 20, 9_999, 10_000})
  void noMoreThanTheRateStartsWithinASecond(int perSecond) {
    assertTrue(perSecond * Governor.intervalOf(perSecond) >= SECOND);
    assertTrue((perSecond + 1) * Governor.intervalOf(perSecond) > SECOND);
  }

  @Test
  void threadsThatAskTogetherGetTurnsOfTheirOwn() throws InterruptedException {
    int threads = 8;
    int each = 500;
    ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    CountDownLatch go = new CountDownLatch(1);
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int j = 0; j < each; j++) {
                  waits.add(governor.reserve(start, start + 1_000 * SECOND));
                }
              });
      all[i].start();
    }
    go.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
    long[] expected = new long[threads * each];
    Arrays.setAll(expected, i -> i * interval);
    assertTrue(Arrays.equals(expected, sorted));
  }
}
