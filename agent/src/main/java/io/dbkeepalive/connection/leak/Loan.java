package io.dbkeepalive.connection.leak;

import io.dbkeepalive.telemetry.Held;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;

/** One connection that is out of its pool. Keeps neither it nor the pool alive. Thread-safe. */
final class Loan {
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final WeakReference<Object> source;
  private final String sourceClass;
  private final Taken taken;
  private final long since;

  Loan(Object source, Throwable stack, long now) {
    this.source = new WeakReference<>(source);
    this.sourceClass = source.getClass().getName();
    this.taken = new Taken(source.getClass(), stack);
    this.since = now;
  }

  /**
   * @param dropped the application has let go of it: nobody can give it back
   * @return whether nothing more will be told of it
   */
  boolean look(boolean dropped, long threshold, long now) {
    if (now - since >= threshold && !taken.isTold()) {
      taken.tell(held(), database(), now - since, dropped);
    }
    return dropped && taken.isTold();
  }

  void over(long now) {
    if (taken.isTold()) {
      taken.tellOver(held(), database(), now - since);
    } else {
      taken.tellOver(null, null, 0);
    }
  }

  private Held held() {
    Object pool = source.get();
    return Held.fromPool(id, pool == null ? sourceClass : PoolName.of(pool));
  }

  private String database() {
    Object pool = source.get();
    return pool == null ? "unknown" : PoolName.databaseOf(pool);
  }
}
