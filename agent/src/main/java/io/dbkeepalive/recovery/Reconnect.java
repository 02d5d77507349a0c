package io.dbkeepalive.recovery;

import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.breaker.ConnectGate;
import io.dbkeepalive.recovery.breaker.ConnectGates;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Callable;
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
        Attempts one = attempt(gate, deadline, lost, lost::reopen);
        if (one.opened != null || one.count == 0) {
          return one.after(failures, failure);
        }
        failure = one.failure;
        failures++;
        long pause = backoff.pauseMillis(failures) * 1_000_000;
        if (isFinal(lost, failure)
            || lost.isClosed()
            || nanoTime.getAsLong() + pause - deadline > 0) {
          break;
        }
        gate.pause(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application's
    }
    return Attempts.failed(failures, failure, null);
  }

  /**
   * One attempt, of which no call waits for the end: without the settings of the session.
   *
   * @param deadline by {@code nanoTime}, for its start
   */
  Attempts once(long deadline, Healable idle) {
    ConnectGate gate = gates.of(idle.databaseKey(), idle.database());
    try {
      return attempt(gate, deadline, idle, idle::connect);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Attempts.failed(0, null, null);
    }
  }

  /** See {@link RecoveryService#tryDatabase}. */
  boolean isThere(long deadline, Healable like) {
    ConnectGate gate = gates.of(like.databaseKey(), like.database());
    try {
      Attempts attempt =
          attempt(
              gate,
              deadline,
              like,
              () -> {
                like.tryConnect();
                return null;
              });
      return attempt.count == 1 && attempt.failure == null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** See {@link RecoveryService#openAside}. */
  Connection aside(Healable like, long deadline, Runnable connecting) throws Exception {
    ConnectGate gate = gates.of(like.databaseKey(), like.database());
    String refusal = gate.awaitTurn(deadline);
    if (refusal != null) {
      throw new SQLTransientConnectionException(refusal);
    }
    connecting.run();
    long start = nanoTime.getAsLong();
    try {
      Connection opened = like.connectAside();
      gate.reached();
      return opened;
    } catch (Exception e) {
      if (isFinal(like, e)) {
        gate.reached();
      } else {
        gate.failed(start, e);
      }
      throw e;
    }
  }

  private Attempts attempt(
      ConnectGate gate, long deadline, Healable lost, Callable<Connection> connect)
      throws InterruptedException {
    String refusal = gate.enter(lost, deadline);
    if (refusal != null) {
      return Attempts.failed(0, null, refusal);
    }
    long start = nanoTime.getAsLong();
    try {
      Connection opened = connect.call();
      gate.reached();
      return Attempts.opened(1, opened);
    } catch (Exception e) {
      if (isFinal(lost, e)) {
        gate.reached();
      } else {
        gate.failed(start, e);
      }
      return Attempts.failed(1, e, null);
    }
  }

  /** A refused login is never repeated: it could lock the account. */
  private static boolean isFinal(Healable lost, Exception failure) {
    return lost.dialect().classify(failure) == FailureKind.LOGIN_REFUSED;
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

    private Attempts after(int failures, Exception last) {
      return new Attempts(opened, count + failures, failure == null ? last : failure, refusal);
    }

    private static Attempts opened(int count, Connection fresh) {
      return new Attempts(fresh, count, null, null);
    }

    private static Attempts failed(int count, Exception failure, String refusal) {
      return new Attempts(null, count, failure, refusal);
    }
  }
}
