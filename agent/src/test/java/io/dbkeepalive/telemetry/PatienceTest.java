package io.dbkeepalive.telemetry;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long START = Long.MAX_VALUE - 5;
  private static final long CONNECTED = Long.MIN_VALUE + 995; // clocks of nanoseconds overflow

  private final Patience patience = new Patience(START);

  @Test
  void firstConnectionBringsTheEndpointAndLaterTheBeans() {
    patience.connected(CONNECTED);
    patience.connected(CONNECTED + Patience.UNTIL_JMX_NANOS); // another, which changes nothing
    assertFalse(patience.isHttpTime(CONNECTED + Patience.UNTIL_HTTP_NANOS - 1));
    assertTrue(patience.isHttpTime(CONNECTED + Patience.UNTIL_HTTP_NANOS));
    assertFalse(patience.isJmxTime(CONNECTED + Patience.UNTIL_JMX_NANOS - 1));
    assertTrue(patience.isJmxTime(CONNECTED + Patience.UNTIL_JMX_NANOS));
  }

  @Test
  void withoutAConnectionTheEndpointComesAllTheSameAndTheBeansDoNot() {
    assertFalse(patience.isHttpTime(START + Patience.UNTIL_HTTP_UNCONNECTED_NANOS - 1));
    long late = START + Patience.UNTIL_HTTP_UNCONNECTED_NANOS;
    assertTrue(patience.isHttpTime(late));
    assertFalse(patience.isJmxTime(late));
  }

  @Test
  void whoAsksSeesAtOnce() {
    patience.asked();
    assertTrue(patience.isHttpTime(START));
    assertTrue(patience.isJmxTime(START));
  }
}
