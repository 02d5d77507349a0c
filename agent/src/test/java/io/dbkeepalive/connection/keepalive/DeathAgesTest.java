package io.dbkeepalive.connection.keepalive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeathAgesTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Where System.nanoTime overflows. */
  private static final long START = Long.MAX_VALUE - 30 * MINUTE;

  private final DeathAges ages = new DeathAges();

  @Test
  void shortestIsRemembered() {
    assertEquals(DeathAges.NONE, ages.shortest(START));
    assertTrue(ages.died(6 * MINUTE, START));
    assertFalse(ages.died(7 * MINUTE, START + MINUTE));
    assertEquals(6 * MINUTE, ages.shortest(START + MINUTE));
    assertTrue(ages.died(4 * MINUTE, START + 2 * MINUTE));
    assertEquals(4 * MINUTE, ages.shortest(START + 2 * MINUTE));
  }

  @Test
  void whatWasInUseDidNotDieOfIdleness() {
    assertFalse(ages.died(SECOND, START));
    assertEquals(DeathAges.NONE, ages.shortest(START));
  }

  /** A restart ends what was idle for an hour and what was idle for seconds. */
  @Test
  void whatDiesTogetherDidNotDieOfIdleness() {
    ages.died(6 * MINUTE, START);
    ages.died(MINUTE, START + 20 * MINUTE);
    assertTrue(ages.died(SECOND, START + 20 * MINUTE + SECOND));
    assertEquals(6 * MINUTE, ages.shortest(START + 21 * MINUTE), "as before the restart");
    ages.died(40 * SECOND, START + 20 * MINUTE + 2 * SECOND);
    assertEquals(6 * MINUTE, ages.shortest(START + 21 * MINUTE), "nor does what follows at once");
  }

  @Test
  void whatDiesWithItsDatabaseDidNotDieOfIdleness() {
    ages.died(6 * MINUTE, START);
    ages.unreachable(START + SECOND);
    assertEquals(DeathAges.NONE, ages.shortest(START + SECOND));
    ages.died(6 * MINUTE, START + MINUTE);
    ages.unreachable(START + 2 * MINUTE);
    assertEquals(6 * MINUTE, ages.shortest(START + 2 * MINUTE), "another event");
  }

  @Test
  void isForgottenTheLaterTheOftenerItWasSeen() {
    ages.died(6 * MINUTE, START);
    assertEquals(6 * MINUTE, ages.shortest(START + DeathAges.FIRST_MEMORY));
    assertEquals(DeathAges.NONE, ages.shortest(START + DeathAges.FIRST_MEMORY + 1));
    long again = START + 2 * DeathAges.FIRST_MEMORY;
    ages.died(6 * MINUTE, again);
    assertEquals(6 * MINUTE, ages.shortest(again + 2 * DeathAges.FIRST_MEMORY));
    assertEquals(DeathAges.NONE, ages.shortest(again + 2 * DeathAges.FIRST_MEMORY + 1));
    long now = again;
    for (int i = 0; i < 20; i++) {
      now += DeathAges.LONGEST_MEMORY;
      ages.died(6 * MINUTE, now);
    }
    assertEquals(DeathAges.NONE, ages.shortest(now + DeathAges.LONGEST_MEMORY + 1));
  }
}
