package io.dbkeepalive.connection.leak;

import io.dbkeepalive.telemetry.Held;
import io.dbkeepalive.telemetry.events.BudgetEvents;
import java.lang.ref.WeakReference;

/** Who took a connection, and whether it was told that it is held for too long. Thread-safe. */
final class Taken {
  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
  private final String threadName = Thread.currentThread().getName();
  private final Class<?> opener;
  private final Throwable stack;

  /** Guarded by this. */
  private boolean told;

  /** Guarded by this. */
  private boolean over;

  /**
   * By the calling thread.
   *
   * @param opener whose method gave it
   * @param stack of the thread
   */
  Taken(Class<?> opener, Throwable stack) {
    this.opener = opener;
    this.stack = stack;
  }

  synchronized boolean isTold() {
    return told;
  }

  /** Once, unless it is over. */
  synchronized void tell(Held held, String database, long forNanos, boolean dropped) {
    if (told || over) {
      return;
    }
    told = true;
    Thread holder = thread.get();
    BudgetEvents.leak(
        held,
        database,
        forNanos,
        threadName,
        Frames.behind(opener, stack.getStackTrace()),
        dropped ? "it let go of the connection, and never closed it" : Frames.now(holder));
  }

  /** It came back; said if the other was. */
  synchronized void tellOver(Held held, String database, long forNanos) {
    over = true;
    if (told) {
      BudgetEvents.leakOver(held, database, forNanos, threadName);
    }
  }

  /** It is used again: what follows is another time. */
  synchronized void tellUsed(Held held, String database, long forNanos) {
    if (told) {
      BudgetEvents.leakOver(held, database, forNanos, threadName);
    }
    told = false;
  }
}
