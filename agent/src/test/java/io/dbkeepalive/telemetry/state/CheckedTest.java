package io.dbkeepalive.telemetry.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CheckedTest {
  @Test
  void readsWhatItWrote() {
    Checked checked = Checked.parse(new Checked(12, 3, 4).toString());
    assertEquals(12, checked.well);
    assertEquals(3, checked.lost);
    assertEquals(4, checked.unknown);
    assertThrows(IllegalArgumentException.class, () -> Checked.parse("12 well"));
  }
}
