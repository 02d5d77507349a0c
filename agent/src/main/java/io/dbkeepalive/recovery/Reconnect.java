package io.dbkeepalive.recovery;

import io.dbkeepalive.dialect.FailureKind;
import java.sql.Connection;
import java.util.function.LongSupplier;

/** Opens a physical connection in place of a lost one, and does not give up before the deadline. */
final class Reconnect {
  /** Sleeping, passed in. */
  interface Sleeper {
    void sleep(long millis) throws InterruptedException;
  }

  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  Reconnect(Backoff backoff, LongSupplier nanoTime, Sleeper sleeper) {
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /**
   * @param deadline by {@code nanoTime}; an attempt that runs is not cut short
   * @return how it went; {@link Attempts#opened} null if it did not
   */
  Attempts until(long deadline, Healable lost) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Attempts(lost.reopen(), attempt, null);
      } catch (Exception e) {
        long pause = backoff.pauseMillis(attempt);
        boolean over = lost.isClosed() || nanoTime.getAsLong() + pause * 1_000_000 - deadline > 0;
        // a refused login is never repeated: it could lock the account
        if (over || lost.dialect().classify(e) == FailureKind.LOGIN_REFUSED || !paused(pause)) {
          return new Attempts(null, attempt, e);
        }
      }
    }
  }

  private boolean paused(long millis) {
    try {
      sleeper.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What came of it. */
  static final class Attempts {
    final Connection opened;
    final int count;
    final Exception failure;

    private Attempts(Connection opened, int count, Exception failure) {
      this.opened = opened;
      this.count = count;
      this.failure = failure;
    }
  }
}
