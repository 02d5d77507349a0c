package io.dbkeepalive.telemetry.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the stream is one for all, and must have no listener")
class EarlyEventsTest {
  @Test
  void whoListensFromTheStartIsToldOfItOnce() {
    List<Event> first = new ArrayList<>();
    List<Event> second = new ArrayList<>();
    Consumer<Event> one = first::add;
    Consumer<Event> other = second::add;
    forgetOtherTests();
    AgentEvents.optionWrong("a sentence of this test");
    try {
      EventStream.listenFromTheStart(one);
      EventStream.listenFromTheStart(other);
      assertEquals(1, first.size());
      assertTrue(isOurs(first.get(0)));
      assertEquals(List.of(), second);
      AgentEvents.optionWrong("a sentence of this test");
      assertEquals(1, second.size());
    } finally {
      EventStream.unlisten(one);
      EventStream.unlisten(other);
    }
  }

  private static void forgetOtherTests() {
    Consumer<Event> anybody = event -> {};
    EventStream.listenFromTheStart(anybody);
    EventStream.unlisten(anybody);
  }

  private static boolean isOurs(Event event) {
    return "a sentence of this test".equals(event.text("reason"));
  }
}
