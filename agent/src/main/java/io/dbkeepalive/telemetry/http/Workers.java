package io.dbkeepalive.telemetry.http;

import io.dbkeepalive.telemetry.rounds.Rounds;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The few threads that serve requests. The JDK's server reads each request on one of them and waits
 * for as long as the client likes. So whoever is slow is cut off, by an interrupt, which closes the
 * connection: soon when others wait, else after some seconds. Thread-safe.
 */
final class Workers implements Executor {
  static final int MOST = 8;

  /** Requests beyond these are closed at once. */
  private static final int MOST_WAITING = 1_000;

  private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(50);

  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;
  private final Set<Work> running = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<Work> current = new ThreadLocal<>();
  private final Rounds rounds = new Rounds("dbkeepalive-admin-clock", this::round);

  Workers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> Rounds.daemon(work, "dbkeepalive-admin"));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(() -> run(request));
    rounds.wake(); // it may wait for a thread
  }

  private void run(Runnable request) {
    Work work = new Work(Thread.currentThread(), nanoTime.getAsLong());
    running.add(work);
    rounds.wake();
    current.set(work);
    try {
      request.run();
    } finally {
      work.end();
      current.remove();
      running.remove(work);
    }
  }

  /** The calling thread has read its request. */
  void working() {
    moveTo(Phase.WORKING);
  }

  /** It has the answer. */
  void writing() {
    moveTo(Phase.WRITING);
  }

  private void moveTo(Phase phase) {
    Work work = current.get();
    if (work != null) {
      work.moveTo(phase, nanoTime.getAsLong());
    }
  }

  /** Cuts off who is slow. */
  private long round() {
    boolean othersWait = !threads.getQueue().isEmpty();
    long now = nanoTime.getAsLong();
    running.forEach(work -> work.look(othersWait, now));
    return running.isEmpty() && threads.getQueue().isEmpty() ? Rounds.NEVER : ROUND;
  }

  /** How long each part may take, in milliseconds. */
  private enum Phase {
    READING(100, 5_000),
    /** A ping takes as long as its time-out; nobody outside can make it longer. */
    WORKING(60_000, 60_000),
    WRITING(1_000, 5_000);

    final long whenOthersWait;
    final long atMost;

    Phase(long whenOthersWaitMillis, long atMostMillis) {
      this.whenOthersWait = TimeUnit.MILLISECONDS.toNanos(whenOthersWaitMillis);
      this.atMost = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
    }
  }

  /** One request. Thread-safe. */
  private static final class Work {
    private final Thread thread;

    /** Guarded by this, all of them. */
    private Phase phase = Phase.READING;

    private long since;
    private boolean ended;

    Work(Thread thread, long now) {
      this.thread = thread;
      this.since = now;
    }

    synchronized void moveTo(Phase next, long now) {
      phase = next;
      since = now;
    }

    synchronized void look(boolean othersWait, long now) {
      if (!ended && now - since > (othersWait ? phase.whenOthersWait : phase.atMost)) {
        thread.interrupt();
      }
    }

    /** An interrupt that came too late must not meet the next request. */
    synchronized void end() {
      ended = true;
      boolean unused = Thread.interrupted();
    }
  }
}
