package io.dbkeepalive.recovery;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.breaker.ConnectGates;
import io.dbkeepalive.recovery.breaker.Pauses;
import io.dbkeepalive.telemetry.Events;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one entry to recovery: a call met a lost connection, and gets a result or the exception that
 * the application shall see. Thread-safe; the caller is alone on the connection.
 */
public final class RecoveryService {
  private final Options options;
  private final ConnectGates gates;
  private final Reconnect reconnect;

  public RecoveryService(Options options) {
    this.options = options;
    this.gates = new ConnectGates(options, System::nanoTime, Pauses.REAL);
    this.reconnect =
        new Reconnect(
            new Backoff(
                options.backoffMillis(),
                options.maxBackoffMillis(),
                () -> ThreadLocalRandom.current().nextDouble()),
            System::nanoTime,
            gates);
  }

  /** The application itself has opened a connection: its database is there. */
  public void reached(Healable opened) {
    gates.reached(opened.databaseKey());
  }

  /** Decides, heals, runs again: in this order, and nowhere else. */
  public Outcome recover(FailedCall call) {
    if (!call.healedMeanwhile) {
      call.connection.lose();
      if (call.kind == CallKind.ROLLBACK && !call.connection.isClosed()) {
        return Outcome.NOTHING; // the server did it when it lost the session
      }
    }
    Refusal refusal = Refusal.of(call, options);
    if (refusal != null) {
      return refuse(call, refusal);
    }
    SQLException reason = call.healedMeanwhile ? null : heal(call);
    if (reason == null) {
      return call.runner.runAgain(call.attempt + 1);
    }
    quarantineRest(call, "a statement of the transaction could not be run");
    return withReason(thrownByDriver(call), reason);
  }

  /**
   * Gives the handle a new physical connection; says so in the log, either way.
   *
   * @return null, or why it could not be done
   */
  private SQLException heal(FailedCall call) {
    Healable lost = call.connection;
    long start = System.nanoTime();
    long idle = lost.idleNanos();
    Reconnect.Attempts attempts = reconnect.until(call.deadline, lost);
    long took = System.nanoTime() - start;
    if (attempts.opened != null) {
      if (!lost.adopt(attempts.opened)) {
        return new SQLException("dbkeepalive: the application closed the connection meanwhile");
      }
      Events.connectionHealed(lost.id(), lost.database(), call.cause, idle, attempts.count, took);
      return null;
    }
    if (attempts.count == 0) {
      String reason = attempts.refusal == null ? "the thread was interrupted" : attempts.refusal;
      Events.healSkipped(lost.id(), lost.database(), call.cause, reason);
      return new SQLException("dbkeepalive did not reconnect: " + reason);
    }
    if (lost.dialect().classify(attempts.failure) == FailureKind.LOGIN_REFUSED) {
      Events.loginRefused(lost.id(), lost.database(), attempts.failure);
      return new SQLException(
          "dbkeepalive could not reconnect: the database refuses the user and password, the"
              + " newest that the application has used; it is not tried twice",
          attempts.failure);
    }
    Events.healFailed(
        lost.id(), lost.database(), call.cause, attempts.count, took, attempts.failure);
    return new SQLException(
        "dbkeepalive could not reconnect, in "
            + attempts.count
            + " attempts"
            + (attempts.refusal == null ? "" : ": " + attempts.refusal),
        attempts.failure);
  }

  private static Outcome refuse(FailedCall call, Refusal refusal) {
    Outcome driver = thrownByDriver(call);
    Healable connection = call.connection;
    if (!call.healedMeanwhile) { // else what the connection has now is not what was lost
      connection.told();
    }
    if (!call.healedMeanwhile || call.inTransaction) {
      quarantineRest(call, refusal.sentence);
    }
    if (refusal.reason.equals("parameters-lost")) {
      call.runner.parametersTold();
    }
    if (!refusal.reason.equals("closed")) {
      Events.callRefused(
          connection.id(),
          connection.database(),
          call.name,
          refusal.reason,
          refusal.verdict.name(),
          call.cause);
    }
    return withReason(
        driver,
        new SQLException(
            "dbkeepalive did not run "
                + call.name
                + " again: "
                + refusal.sentence
                + "; verdict "
                + refusal.verdict));
  }

  /** No tail of a transaction commits alone. */
  private static void quarantineRest(FailedCall call, String lost) {
    if (call.isPartOfTransaction() && !call.connection.isClosed()) {
      call.connection.quarantine(lost);
    }
  }

  private static Outcome thrownByDriver(FailedCall call) {
    return call.failure != null ? Outcome.failed(call.failure) : call.runner.runDead();
  }

  private static Outcome withReason(Outcome driver, SQLException reason) {
    Throwable failure = driver.failure();
    if (failure != null && failure != reason) {
      failure.addSuppressed(reason);
    }
    return driver;
  }
}
