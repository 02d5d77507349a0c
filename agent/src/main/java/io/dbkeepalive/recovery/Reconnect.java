package io.dbkeepalive.recovery;

import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.breaker.ConnectGate;
import io.dbkeepalive.recovery.breaker.ConnectGates;
import java.sql.Connection;
import java.util.function.LongSupplier;

/**
 * Opens a physical connection in place of a lost one, and does not give up before the deadline,
 * unless the circuit breaker of the database opens. Thread-safe.
 */
final class Reconnect {
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final ConnectGates gates;

  Reconnect(Backoff backoff, LongSupplier nanoTime, ConnectGates gates) {
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.gates = gates;
  }

  /**
   * @param deadline by {@code nanoTime}; an attempt that runs is not cut short
   * @return how it went; {@link Attempts#opened} null if it did not
   */
  Attempts until(long deadline, Healable lost) {
    ConnectGate gate = gates.of(lost.databaseKey(), lost.database());
    Exception failure = null;
    int failures = 0;
    try {
      while (true) {
        String refusal = gate.enter(lost, deadline);
        if (refusal != null) {
          return Attempts.failed(failures, failure, refusal);
        }
        long start = nanoTime.getAsLong();
        try {
          Connection opened = lost.reopen();
          gate.reached();
          return Attempts.opened(failures + 1, opened);
        } catch (Exception e) {
          failure = e;
          failures++;
        }
        if (lost.dialect().classify(failure) == FailureKind.LOGIN_REFUSED) {
          gate.reached();
          break; // never repeated: it could lock the account
        }
        gate.failed(start, failure);
        long pause = backoff.pauseMillis(failures) * 1_000_000;
        if (lost.isClosed() || nanoTime.getAsLong() + pause - deadline > 0) {
          break;
        }
        gate.pause(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application's
    }
    return Attempts.failed(failures, failure, null);
  }

  /** What came of it. */
  static final class Attempts {
    /** Null if it failed. */
    final Connection opened;

    /** How often it was tried, perhaps never. */
    final int count;

    /** Of the last attempt; null if none failed. */
    final Exception failure;

    /** Why no further attempt was made, as the end of a sentence; null if the time was over. */
    final String refusal;

    private Attempts(Connection opened, int count, Exception failure, String refusal) {
      this.opened = opened;
      this.count = count;
      this.failure = failure;
      this.refusal = refusal;
    }

    private static Attempts opened(int count, Connection fresh) {
      return new Attempts(fresh, count, null, null);
    }

    private static Attempts failed(int count, Exception failure, String refusal) {
      return new Attempts(null, count, failure, refusal);
    }
  }
}
