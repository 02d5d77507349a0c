package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.events.BreakerEvents;
import io.dbkeepalive.telemetry.state.Breaker;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All connects to one database that this agent makes pass here: breaker first, then governor.
 * Thread-safe.
 */
public final class ConnectGate {
  private final CircuitBreaker breaker;
  private final Governor governor;
  private final int perSecond;
  private final LongSupplier nanoTime;

  /** When a connect last failed, and none has gone well since; null if none has. */
  private volatile Long failedAt;

  /** When the database was last known to be there; null if never. */
  private volatile Long reachedAt;

  ConnectGate(CircuitBreaker breaker, Governor governor, int perSecond, LongSupplier nanoTime) {
    this.breaker = breaker;
    this.governor = governor;
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /**
   * Waits until a connect may start.
   *
   * @param asking may be asked to try later, should the breaker be open
   * @param deadline by {@code nanoTime}
   * @return null if the connect is to start now, else why it must not, as the end of a sentence
   */
  public String enter(Trial asking, long deadline) throws InterruptedException {
    String refusal = breaker.refusal(asking);
    if (refusal != null) {
      return refusal;
    }
    long wait = governor.reserve(nanoTime.getAsLong(), deadline);
    if (wait > 0) {
      breaker.pause(wait);
    }
    while (wait != Governor.TOO_LATE) {
      refusal = breaker.refusal(asking);
      if (refusal != null) {
        governor.forgetReservations(nanoTime.getAsLong()); // the others who wait end here as well
        return refusal;
      }
      wait = governor.start(nanoTime.getAsLong(), deadline);
      if (wait == 0) {
        return null;
      }
      if (wait > 0) {
        breaker.pause(wait);
      }
    }
    return tooLate();
  }

  /**
   * Waits for a turn by {@code reconnect-rate}, whatever the breaker says.
   *
   * @param deadline by {@code nanoTime}
   * @return null if the connect is to start now, else why it must not
   */
  public String awaitTurn(long deadline) throws InterruptedException {
    long wait = governor.reserve(nanoTime.getAsLong(), deadline);
    while (wait != Governor.TOO_LATE) {
      breaker.pauses.pause(wait, new CountDownLatch(1));
      wait = governor.start(nanoTime.getAsLong(), deadline);
      if (wait == 0) {
        return null;
      }
    }
    return tooLate();
  }

  private String tooLate() {
    BreakerEvents.reconnectLimited(breaker.database, perSecond);
    return "connects to "
        + breaker.database
        + " are limited to reconnect-rate="
        + perSecond
        + "/s, and the next free turn is in "
        + Spans.text(governor.backlog(nanoTime.getAsLong()))
        + ", after the deadline";
  }

  /** Waits between two attempts, but no longer than until the breaker opens. */
  public void pause(long nanos) throws InterruptedException {
    breaker.pause(nanos);
  }

  /** The database is there: it took a connection, or refused a login. */
  public void reached() {
    reachedAt = nanoTime.getAsLong();
    failedAt = null;
    breaker.reached();
  }

  /**
   * @param started by {@code nanoTime}, when the connect that failed was begun
   */
  public void failed(long started, Throwable failure) {
    failedAt = nanoTime.getAsLong();
    breaker.failed(started, failure);
  }

  boolean isReachedSince(long moment) {
    Long at = reachedAt;
    return at != null && at - moment > 0;
  }

  boolean isOf(String database) {
    return database == null || breaker.database.equals(database);
  }

  /** Without the wait for the next trial, where the breaker is open. */
  void tryNow() {
    breaker.tryNow();
  }

  boolean isTrying() {
    return breaker.position() == Breaker.HALF_OPEN;
  }

  void tell(Function<String, DatabaseState.Builder> databases) {
    long now = nanoTime.getAsLong();
    databases
        .apply(breaker.database)
        .gate(breaker.position(), ago(failedAt, now), ago(reachedAt, now));
  }

  private static long ago(Long moment, long now) {
    return moment == null ? DatabaseState.NEVER : now - moment;
  }

  boolean isAtRest() {
    return breaker.isAtRest() && governor.backlog(nanoTime.getAsLong()) == 0;
  }
}
