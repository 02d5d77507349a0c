package io.dbkeepalive.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {
  /** In an application server it would keep an application that is gone, with all its classes. */
  @Test
  void itsThreadHoldsNoClassLoaderOfAnApplication() {
    assertTrue(Clock.now <= System.nanoTime());
    List<Thread> tickers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("dbkeepalive-clock"))
            .toList();
    assertEquals(1, tickers.size());
    assertNull(tickers.get(0).getContextClassLoader());
  }
}
