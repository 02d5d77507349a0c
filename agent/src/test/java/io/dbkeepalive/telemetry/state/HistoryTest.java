package io.dbkeepalive.telemetry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.events.EventStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String SHOP = "mysql://db1:3306/shop";
  private static final long STEP = History.STEP_NANOS;

  private final History history = new History();
  private boolean down;
  private final Databases databases =
      new Databases(
          of -> of.apply(SHOP).gate(down ? Breaker.OPEN : Breaker.CLOSED, Long.MAX_VALUE, 0));

  /** Nanoseconds of a clock that overflows on the way. */
  private long now = Long.MAX_VALUE - STEP;

  @BeforeEach
  void listen() {
    EventStream.listen(databases);
  }

  @AfterEach
  void unlisten() {
    EventStream.unlisten(databases);
  }

  private void look(long later) {
    now += later;
    history.look(databases.all().get(0), now);
  }

  private static void heal() {
    ConnectionEvents.healed(1, SHOP, "stalled", 0, 1, 1);
  }

  @Test
  void eachHeightIsThatOfItsHalfMinute() {
    heal();
    look(0);
    heal();
    look(STEP - 1);
    down = true;
    ConnectionEvents.healFailed(1, SHOP, "stalled", 1, 1, null);
    look(1);
    down = false;
    look(2 * STEP);
    List<History.Entry> entries = history.entries();
    assertEquals(4, entries.size());
    assertEquals(2, entries.get(0).heals);
    assertEquals(0, entries.get(0).failures);
    assertFalse(entries.get(0).down);
    assertEquals(1, entries.get(1).failures);
    assertTrue(entries.get(1).down);
    assertEquals(0, entries.get(2).failures, "nothing happened then");
    assertFalse(entries.get(3).down);
  }

  @Test
  void oldEntriesMakeRoom() {
    heal();
    look(0);
    for (int i = 0; i < History.MOST; i++) {
      look(STEP);
    }
    assertEquals(History.MOST, history.entries().size());
    assertEquals(0, history.entries().stream().mapToInt(each -> each.heals).sum());
  }

  @Test
  void aSleepOfADayLeavesNothingOfBefore() {
    heal();
    look(0);
    look(TimeUnit.DAYS.toNanos(1));
    heal();
    look(1);
    List<History.Entry> entries = history.entries();
    assertEquals(History.MOST, entries.size());
    assertEquals(1, entries.get(History.MOST - 1).heals);
    assertEquals(1, entries.stream().mapToInt(each -> each.heals).sum());
    look(STEP);
    assertEquals(0, history.entries().get(History.MOST - 1).heals, "the next has begun");
  }
}
