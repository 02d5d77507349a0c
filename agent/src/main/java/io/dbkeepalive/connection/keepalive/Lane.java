package io.dbkeepalive.connection.keepalive;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The work for one database, done by threads of its own: what hangs there delays nobody else. One
 * thread as a rule; one more for each sweep that finds work waiting still. Thread-safe.
 */
final class Lane {
  static final int MOST_THREADS = 8;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();

  /**
   * @param threads runs what it is given at once, or refuses
   */
  Lane(Executor threads) {
    this.threads = threads;
  }

  void add(Runnable task) {
    waiting.add(task);
    if (working.get() == 0) {
      startOne();
    }
  }

  /** To be called once in each sweep. */
  void help() {
    if (!waiting.isEmpty()) {
      startOne();
    }
  }

  private void startOne() {
    if (working.incrementAndGet() > MOST_THREADS) {
      working.decrementAndGet();
      return;
    }
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException | OutOfMemoryError busy) { // no further thread
      working.decrementAndGet(); // the next sweep tries again
    }
  }

  private void work() {
    try {
      Runnable task = waiting.poll();
      while (task != null) {
        task.run();
        task = waiting.poll();
      }
    } finally {
      working.decrementAndGet();
    }
  }
}
