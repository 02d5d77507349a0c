package io.dbkeepalive.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClassWatchTest {
  private static final byte[] JDBC =
      Stubs.emptyClass("stub.X", "java/lang/Object", "java/sql/Connection");
  private static final byte[] OTHER = Stubs.emptyClass("stub.X", "java/lang/Object");

  private final ClassLoader loader = new ClassLoader(null) {};
  private final AtomicInteger asked = new AtomicInteger();
  private final ClassWatch watch =
      new ClassWatch(
          () -> {
            asked.incrementAndGet();
            return null;
          });

  @Test
  void asksForTheRestOfTheAgentWhereAClassNamesJdbc() {
    assertNull(watch.transform(null, loader, "stub/X", null, JDBC));
    assertEquals(1, asked.get());
  }

  @Test
  void leavesOthersAlone() {
    watch.transform(null, loader, "stub/X", null, OTHER);
    watch.transform(null, null, "stub/X", null, JDBC);
    watch.transform(null, loader, null, null, JDBC);
    watch.transform(null, loader, "stub/X", String.class, JDBC);
    watch.transform(null, ClassWatch.class.getClassLoader(), "stub/X", null, JDBC);
    watch.transform(null, loader, "java/sql/Driver", null, JDBC);
    watch.transform(null, loader, "javax/sql/DataSource", null, JDBC);
    assertEquals(0, asked.get());
  }
}
