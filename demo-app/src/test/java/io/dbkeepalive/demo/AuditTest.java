package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Map<String, Integer> ONE_WITH_TWO_LINES = Map.of("a", 2);

  @Test
  void anOrderThatIsThereOnceIsRight() {
    assertEquals(new Audit(0, 0), Audit.compare(ONE_WITH_TWO_LINES, rows(1, 2)));
  }

  @Test
  void aConfirmedOrderThatIsMissingIsLost() {
    assertEquals(new Audit(1, 0), Audit.compare(ONE_WITH_TWO_LINES, Map.of()));
  }

  @Test
  void aConfirmedOrderOfWhichOnlyLinesAreThereIsLost() {
    assertEquals(new Audit(1, 0), Audit.compare(ONE_WITH_TWO_LINES, rows(0, 2)));
  }

  @Test
  void aConfirmedOrderThatMissesALineIsLost() {
    assertEquals(new Audit(1, 0), Audit.compare(ONE_WITH_TWO_LINES, rows(1, 1)));
  }

  @Test
  void anOrderThatIsThereTwiceIsDouble() {
    assertEquals(new Audit(0, 1), Audit.compare(ONE_WITH_TWO_LINES, rows(2, 4)));
  }

  @Test
  void anOrderWithTooManyLinesIsDouble() {
    assertEquals(new Audit(0, 1), Audit.compare(ONE_WITH_TWO_LINES, rows(1, 3)));
  }

  @Test
  void anOrderThatWasToldToHaveFailedMayBeThereOnce() {
    assertEquals(new Audit(0, 0), Audit.compare(Map.of(), rows(1, 2)));
  }

  @Test
  void anOrderThatWasToldToHaveFailedIsDoubleWhenThereTwice() {
    assertEquals(new Audit(0, 1), Audit.compare(Map.of(), rows(2, 0)));
  }

  private static Map<String, OrderRows> rows(int orders, int lines) {
    return Map.of("a", new OrderRows(orders, lines));
  }
}
