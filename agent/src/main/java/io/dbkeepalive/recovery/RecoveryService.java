package io.dbkeepalive.recovery;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.breaker.ConnectGates;
import io.dbkeepalive.recovery.breaker.Pauses;
import io.dbkeepalive.telemetry.events.CallEvents;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import io.dbkeepalive.telemetry.state.StateSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one entry to recovery: a call met a lost connection, and gets a result or the exception that
 * the application shall see. Thread-safe; the caller is alone on the connection.
 */
public final class RecoveryService {
  private static final String FOUND_LOST = "found-lost-while-idle";

  private final Options options;
  private final ConnectGates gates;
  private final Reconnect reconnect;
  private final AtomicLong wouldHeal = new AtomicLong();
  private final AtomicLong wouldRefuse = new AtomicLong();

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
    return call.healedMeanwhile ? runOver(call, null) : heal(call);
  }

  /**
   * Heals a connection that was found lost while no call was in it. The caller is not in it either;
   * a call that comes meanwhile does not wait for this.
   */
  public Renewal healIdle(Healable lost) {
    long idle = lost.idleNanos();
    long start = System.nanoTime();
    Renewal renewal = renew(lost, FOUND_LOST);
    if (renewal == Renewal.DONE) {
      long took = System.nanoTime() - start;
      ConnectionEvents.healed(lost.id(), lost.database(), FOUND_LOST, idle, 1, took);
    }
    return renewal;
  }

  /**
   * Exchanges the physical connection of one that is well, for its age; else as {@link #healIdle}.
   *
   * @param ageNanos of the old one
   */
  public Renewal recycle(Healable old, long ageNanos) {
    Renewal renewal = renew(old, "max-age");
    if (renewal == Renewal.DONE) {
      ConnectionEvents.recycled(old.id(), old.database(), ageNanos);
    }
    return renewal;
  }

  /**
   * Finds out whether the database of a lost connection is there, which only its application's next
   * call can go on with: else nobody would know, with no other connection.
   *
   * @param lastAnswer on it, by {@code System.nanoTime}; if the database was reached since, that is
   *     enough
   * @return {@link Renewal#NOT_NOW} if it is there
   */
  public Renewal tryDatabase(Healable lost, long lastAnswer) {
    if (gates.isReachedSince(lost.databaseKey(), lastAnswer)) {
      return Renewal.NOT_NOW;
    }
    long deadline = System.nanoTime() + options.recoveryTimeoutMillis() * 1_000_000;
    return reconnect.isThere(deadline, lost) ? Renewal.NOT_NOW : Renewal.UNREACHABLE;
  }

  /** Does not wait for the next trial of open circuit breakers, but for its outcome. */
  public void tryNow(String database, long deadline) {
    gates.tryNow(database, deadline);
  }

  public StateSource gates() {
    return gates;
  }

  /**
   * Opens one more connection like that of the application, to ask the server something. A circuit
   * breaker that is open does not keep it back: like a trial it finds out whether the server is
   * there, and no application waits for it.
   *
   * @param connecting is run when it is its turn by {@code reconnect-rate}
   * @return to be ended by the caller
   * @throws Exception the driver's
   */
  public Connection openAside(Healable like, Runnable connecting) throws Exception {
    long deadline = System.nanoTime() + options.recoveryTimeoutMillis() * 1_000_000;
    return reconnect.aside(like, deadline, connecting);
  }

  private Renewal renew(Healable idle, String cause) {
    long start = System.nanoTime();
    Reconnect.Attempts attempt =
        reconnect.once(start + options.recoveryTimeoutMillis() * 1_000_000, idle);
    if (attempt.opened != null) {
      return idle.moveIdle(attempt.opened) ? Renewal.DONE : Renewal.NOT_NOW;
    }
    notOpened(idle, cause, attempt, System.nanoTime() - start);
    return isLoginRefused(idle, attempt) ? Renewal.LOGIN_REFUSED : Renewal.UNREACHABLE;
  }

  /**
   * {@code recovery=observe}: says what {@link #recover} would have done, and does nothing. What
   * only a new connection could tell is taken to be well.
   */
  public void observe(FailedCall call) {
    Refusal refusal = call.kind == CallKind.ROLLBACK ? null : Refusal.of(call, options);
    boolean heals = refusal == null;
    CallEvents.observed(
        call.connection.id(),
        call.connection.database(),
        call.name,
        call.cause,
        heals ? "heal" : refusal.reason,
        heals ? "none" : refusal.verdict.name(),
        (heals ? wouldHeal : wouldRefuse).incrementAndGet());
  }

  /**
   * Gives the handle a new physical connection and the call its answer; says in the log how the
   * first went.
   */
  private Outcome heal(FailedCall call) {
    Healable lost = call.connection;
    long start = System.nanoTime();
    Reconnect.Attempts attempts = reconnect.until(call.deadline, lost);
    long took = System.nanoTime() - start;
    if (attempts.opened != null) {
      return runOver(call, new NewConnection(attempts.opened, attempts.count, took));
    }
    quarantineRest(call, "a statement of the transaction could not be run");
    return withReason(thrownByDriver(call), notOpened(lost, call.cause, attempts, took));
  }

  /** Says in the log why the connection is not healed, and what the application is told of it. */
  private static SQLException notOpened(
      Healable lost, String cause, Reconnect.Attempts attempts, long took) {
    if (attempts.count == 0) {
      String reason = attempts.refusal == null ? "the thread was interrupted" : attempts.refusal;
      ConnectionEvents.healSkipped(lost.id(), lost.database(), cause, reason);
      return new SQLException("dbkeepalive did not reconnect: " + reason);
    }
    if (isLoginRefused(lost, attempts)) {
      ConnectionEvents.loginRefused(lost.id(), lost.database(), attempts.failure);
      return new SQLException(
          "dbkeepalive could not reconnect: the database refuses the user and password, the"
              + " newest that the application has used; it is not tried twice",
          attempts.failure);
    }
    ConnectionEvents.healFailed(
        lost.id(), lost.database(), cause, attempts.count, took, attempts.failure);
    return new SQLException(
        "dbkeepalive could not reconnect, in "
            + attempts.count
            + " attempts"
            + (attempts.refusal == null ? "" : ": " + attempts.refusal),
        attempts.failure);
  }

  private static boolean isLoginRefused(Healable lost, Reconnect.Attempts attempts) {
    return attempts.failure != null
        && lost.dialect().classify(attempts.failure) == FailureKind.LOGIN_REFUSED;
  }

  /**
   * Runs the call over the new connection, if that has nothing against it.
   *
   * @param fresh null where another thread has healed the connection
   */
  private Outcome runOver(FailedCall call, NewConnection fresh) {
    Refusal refusal = Refusal.over(call, fresh == null ? null : fresh.connection);
    Outcome refused = refusal == null ? null : refuse(call, refusal);
    if (fresh != null && !adopt(call, fresh)) {
      return refused != null
          ? refused
          : withReason(
              thrownByDriver(call),
              new SQLException("dbkeepalive: the application closed the connection meanwhile"));
    }
    return refused != null ? refused : runAgain(call);
  }

  private static Outcome runAgain(FailedCall call) {
    Outcome outcome = call.runner.runAgain(call.attempt + 1);
    if (!call.neverSent()) { // else it ran for the first time
      Healable connection = call.connection;
      boolean wentWell = outcome.failure() == null;
      CallEvents.repeated(connection.id(), connection.database(), call.name, wentWell);
    }
    return outcome;
  }

  private static boolean adopt(FailedCall call, NewConnection fresh) {
    Healable lost = call.connection;
    long idle = lost.idleNanos();
    if (!lost.adopt(fresh.connection)) {
      return false;
    }
    ConnectionEvents.healed(
        lost.id(), lost.database(), call.cause, idle, fresh.attempts, fresh.took);
    return true;
  }

  private static Outcome refuse(FailedCall call, Refusal refusal) {
    Outcome driver = thrownByDriver(call);
    Healable connection = call.connection;
    if (!call.healedMeanwhile) { // else what the connection has now is not what was lost
      connection.told();
    }
    if (!call.healedMeanwhile || call.work != TransactionWork.NOTHING) {
      quarantineRest(call, refusal.sentence);
    }
    if (refusal.reason.equals("parameters-lost")) {
      call.runner.parametersTold();
    }
    if (!refusal.reason.equals("closed")) {
      CallEvents.refused(
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

  /** One that was opened in place of the lost one, and what it took. */
  private static final class NewConnection {
    final Connection connection;
    final int attempts;
    final long took;

    NewConnection(Connection connection, int attempts, long took) {
      this.connection = connection;
      this.attempts = attempts;
      this.took = took;
    }
  }
}
