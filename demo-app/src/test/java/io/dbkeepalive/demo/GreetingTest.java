package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GreetingTest {
  private static final byte[] GREETING =
      "\nmariadb-11.4\0\u0007\u0001\0\0salt".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void theIdStandsBehindTheVersionLowestByteFirst() {
    assertEquals(OptionalLong.of(263), Greeting.connectionId(GREETING));
  }

  @Test
  void theHighestBitIsNoSign() {
    byte[] greeting = "\n9\0\0\0\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(OptionalLong.of(0xff000000L), Greeting.connectionId(greeting));
  }

  @Test
  void anErrorPacketHasNone() {
    byte[] error = "\u00ff\u0010\u0004Too many connections".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(OptionalLong.empty(), Greeting.connectionId(error));
  }

  @Test
  void aGreetingThatEndsTooSoonHasNone() {
    for (int length = 0; length < 18; length++) {
      assertEquals(
          OptionalLong.empty(), Greeting.connectionId(Arrays.copyOf(cut(), length)), "" + length);
    }
  }

  /** Up to and including the third byte of the id. */
  private static byte[] cut() {
    return Arrays.copyOf(GREETING, 17);
  }
}
