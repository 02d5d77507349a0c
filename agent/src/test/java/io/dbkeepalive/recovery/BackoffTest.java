package io.dbkeepalive.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({"1, 100", "2, 200", "3, 400", "4, 800", "5, 1600", "6, 2000", "7, 2000", "99, 2000"})
  void boundDoublesUpToTheMaximum(int failures, long bound) {
    assertEquals(bound, new Backoff(100, 2_000, () -> 1.0).pauseMillis(failures));
  }

  @Test
  void pauseLiesAnywhereBelowTheBound() {
    assertEquals(100, new Backoff(100, 2_000, () -> 0.25).pauseMillis(3));
    Random random = new Random(7);
    Backoff backoff = new Backoff(100, 2_000, random::nextDouble);
    int low = 0;
    int high = 0;
    for (int i = 0; i < 1_000; i++) {
      long pause = backoff.pauseMillis(5);
      assertTrue(pause >= 1 && pause <= 1_600, "a pause of " + pause);
      low += pause < 160 ? 1 : 0;
      high += pause > 1_440 ? 1 : 0;
    }
    assertTrue(low > 50 && high > 50, low + " low, " + high + " high of 1000: not a full jitter");
  }

  @Test
  void pauseIsNeverZero() {
    assertEquals(1, new Backoff(1, 2_000, () -> 0.0).pauseMillis(1));
  }

  @Test
  void longestPausesAllowedDoNotOverflow() {
    long tenMinutes = 600_000;

    assertEquals(
        tenMinutes, new Backoff(tenMinutes, tenMinutes, () -> 1.0).pauseMillis(Integer.MAX_VALUE));
  }
}
