package io.dbkeepalive.telemetry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Without an application; that it is found is tried in real JVMs. */
class ApplicationTargetTest {
  private final List<String> otherwise = new CopyOnWriteArrayList<>();
  private final ApplicationTarget target =
      new ApplicationTarget((level, line) -> otherwise.add(level + " " + line.asText()));

  private static LogLine line(String event) {
    return new LogLine(Level.WARN, event);
  }

  @Test
  void linesWaitABoundedNumberOfThem() throws IOException {
    for (int i = 0; i < ApplicationTarget.MOST_WAITING; i++) {
      target.write(Level.WARN, line("event " + i));
    }
    IOException full =
        assertThrows(IOException.class, () -> target.write(Level.WARN, line("one more")));
    assertTrue(full.getMessage().contains("1000 lines wait"), full.getMessage());
    assertEquals(List.of(), otherwise);
  }

  @Test
  void whatWaitsAtTheEndGoesToTheErrorStream() throws IOException {
    target.write(Level.WARN, line("one"));
    target.write(Level.ERROR, line("two"));
    target.drain();
    assertEquals(List.of("WARN one", "ERROR two"), otherwise);
  }
}
