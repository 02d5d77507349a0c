package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {
  private final Books books = new Books();

  @Test
  void statementsAndFailuresAreCounted() {
    books.enter("statement 100");
    books.enter("failed 2500 order: 08S01/0 Communications link failure");
    assertEquals(2, books.statements());
    assertEquals(1, books.failed());
  }

  @Test
  void theSlowestCallMayBeAnyCall() {
    books.enter("connected 3000");
    books.enter("statement 2000");
    assertEquals(Duration.ofMillis(3), books.slowest());
    assertEquals(1, books.statements());
    books.enter("failed 4000 commit: lost");
    assertEquals(Duration.ofMillis(4), books.slowest());
  }

  @Test
  void confirmedOrdersAreKeptWithTheirLines() {
    books.enter("confirmed a 2");
    books.enter("confirmed b 0");
    assertEquals(Map.of("a", 2, "b", 0), books.confirmed());
  }

  @Test
  void onlyTheAgentsOwnEventIsAHeal() {
    books.log("2026-11-20T12:00:00.123Z WARN  [dbkeepalive] connection-healed connection=17");
    books.log("2026-11-20T12:00:00.123Z WARN  [dbkeepalive] connection-refused connection=17");
    books.log("connection-healed, said the application");
    assertEquals(1, books.heals());
  }

  @Test
  void anUnknownLineIsNotPassedOver() {
    assertThrows(IllegalArgumentException.class, () -> books.enter("Exception in thread main"));
  }
}
