package io.dbkeepalive.telemetry.events;

import io.dbkeepalive.telemetry.Held;

/** Of connections that are too many, or held for too long. Thread-safe. */
public final class BudgetEvents {
  private BudgetEvents() {}

  /** Each JVM gets one connection all the same. */
  public static void tooSmall(int maxConnections, int pods) {
    Event.of(EventType.BUDGET_TOO_SMALL)
        .with("max-connections", maxConnections)
        .with("pods", pods)
        .with("share", 1)
        .with("remedy", "raise max-connections to pods at least")
        .emit();
  }

  /** The application opens more connections than its budget has, and none was closed in time. */
  public static void connectRefused(String database, Throwable refusal) {
    Event.of(EventType.CONNECT_REFUSED).about(database).failure(refusal).emit();
  }

  /**
   * Somebody holds a connection for too long; said once of each time that it is taken.
   *
   * @param held which one: {@code loan} and the pool's name, or {@code connection}
   * @param takenBy the stack that took it
   * @param now what the thread does now that took it
   */
  public static void leak(
      Held held, String database, long forNanos, String thread, String takenBy, String now) {
    leakEvent(EventType.CONNECTION_LEAK, held, database, forNanos, thread)
        .with("taken-by", takenBy)
        .with("now", now)
        .emit();
  }

  /** It came back, or is used again, after all. */
  public static void leakOver(Held held, String database, long forNanos, String thread) {
    leakEvent(EventType.CONNECTION_LEAK_OVER, held, database, forNanos, thread).emit();
  }

  private static Event leakEvent(
      EventType type, Held held, String database, long forNanos, String thread) {
    return Event.of(type)
        .with(held.kind(), held.id())
        .with("pool", held.pool())
        .about(database)
        .span("held", forNanos)
        .with("thread", thread);
  }
}
