package io.dbkeepalive.connection.stall;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Asks servers who they are, over connections that are well, before anybody needs to know. Of the
 * watch's thread alone, but for the workers' count.
 */
final class ServerQuestions {
  /** A question may hang. */
  private static final int MOST_WORKERS = 4;

  private final AtomicInteger workers = new AtomicInteger();
  private List<CalledConnection> waiting = new ArrayList<>();

  void add(CalledConnection connection) {
    waiting.add(connection);
  }

  /**
   * Asks all that were added in this round; those that are not asked come again in the next.
   *
   * @param executor runs on a thread that may block, or says no
   */
  void start(Predicate<Runnable> executor) {
    if (waiting.isEmpty()) {
      return;
    }
    List<CalledConnection> asked = waiting;
    waiting = new ArrayList<>();
    if (workers.get() < MOST_WORKERS) {
      workers.incrementAndGet();
      if (!executor.test(() -> ask(asked))) {
        workers.decrementAndGet();
      }
    }
  }

  private void ask(List<CalledConnection> connections) {
    try {
      connections.forEach(CalledConnection::askServer);
    } finally {
      workers.decrementAndGet();
    }
  }
}
