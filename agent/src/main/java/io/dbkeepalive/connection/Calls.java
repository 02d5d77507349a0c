package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.CallKind;
import io.dbkeepalive.recovery.FailedCall;
import io.dbkeepalive.recovery.Outcome;
import io.dbkeepalive.recovery.TransactionWork;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;

/**
 * Calls off the hot path: those that take a detour, because the connection needs looking after, and
 * those that failed. The calling thread is inside the connection's guard. Stateless.
 */
final class Calls {
  private Calls() {}

  /** Runs a call that the driver has not seen yet. */
  static Outcome detour(Call call) {
    ManagedConnection connection = call.connection;
    int met = connection.generation; // before any ping: another thread may heal during it
    if (connection.isClosed()) {
      return call.run();
    }
    if (connection.observes()) {
      return lookOn(call);
    }
    if (call.method.role == Role.WARNINGS) {
      return warnings(call);
    }
    if (connection.quarantine() != null) {
      if (isForbidden(call)) {
        return Outcome.failed(Refused.quarantined(call));
      }
      if (call.rollsBack()) {
        connection.endQuarantine();
      }
    }
    if (connection.isLost()) {
      return recover(call, Loss.known(met), 1);
    }
    if (call.method.role == Role.VALIDATE) {
      Outcome answer = call.run();
      boolean dead = Boolean.FALSE.equals(answer.value()) && answer.failure() == null;
      return dead ? recover(call, Loss.found(met, "lost-while-idle"), 1) : answer;
    }
    boolean looks = call.method.role != Role.CREATE; // see ManagedConnection.needsCheck
    boolean asks = call.asksHistory(); // a ping could change the answer
    if (looks && !asks && connection.isIdleForLong() && !Validation.survivedIdleness(connection)) {
      return recover(call, Loss.found(met, "lost-while-idle"), 1);
    }
    if (looks && call.method.role != Role.FETCH && !Validation.survivedNews(connection)) {
      return recover(call, Loss.found(met, "lost-before-use"), 1);
    }
    if (asks && connection.session.isHistoryLost()) {
      return Outcome.failed(Refused.historyLost(call));
    }
    if (asks && connection.session.isOverwritten() && call.asksLastStatement()) {
      return Outcome.failed(Refused.overwritten(call));
    }
    return runHealthy(call, 1);
  }

  /** Of the statement as it is: another session has none, and a ping may have taken them away. */
  private static Outcome warnings(Call call) {
    boolean gone =
        call.connection.dialect().keepsWarnings() && call.connection.session.isOverwritten();
    if (gone) {
      return Outcome.failed(Refused.overwritten(call));
    }
    Outcome answer = call.run();
    return answer.failure() == null ? answer : failed(call, answer.failure());
  }

  /** Runs the call on handles that are up to date; recovers if the connection is lost in it. */
  private static Outcome runHealthy(Call call, int attempt) {
    if (call.dependent != null && call.dependent.isStale() && !call.dependent.isClosed()) {
      if (call.makeRepeatable() != null) {
        return recover(call, Loss.ofStatement(null), attempt);
      }
      try {
        call.dependent.rebuild();
      } catch (Throwable e) {
        return failedToRebuild(call, e, attempt);
      }
    }
    Outcome outcome = call.run();
    return outcome.failure() == null
        ? succeeded(call, outcome)
        : failed(call, outcome.failure(), attempt);
  }

  /** What the hot path does when a call went well. */
  static Outcome succeeded(Call call, Outcome outcome) {
    return Outcome.of(Accounting.done(call, outcome.value()));
  }

  /** A call failed in the driver. */
  static Outcome failed(Call call, Throwable failure) {
    return failed(call, failure, 1);
  }

  private static Outcome failed(Call call, Throwable failure, int attempt) {
    FailureKind kind = call.connection.classify(failure);
    boolean closedByApplication =
        call.connection.isClosed() || call.statement != null && call.statement.isClosed();
    boolean lost = kind.isGone() ? isSurelyLost(call) : isOnWrongServer(call, kind, attempt);
    if (closedByApplication || !lost) {
      Accounting.failed(call);
      return Outcome.failed(failure);
    }
    if (call.method.role == Role.WARNINGS) { // no other session has them
      failure.addSuppressed(Refused.warningsLost(call));
      return Outcome.failed(failure);
    }
    Loss loss = Loss.inCall(call, failure, kind);
    if (call.connection.observes()) {
      return observe(call, loss);
    }
    if (kind == FailureKind.WRONG_SERVER) {
      call.connection.session.forgetWrites(); // the next server gets one chance
    }
    boolean staleOnly = loss.neverSent() && loss.concernsOldConnection(call);
    return staleOnly && attempt <= call.connection.environment.options.attempts()
        ? runHealthy(call, attempt + 1)
        : recover(call, loss, attempt);
  }

  /** Runs a call that would have been looked after, and says what would have come of it. */
  private static Outcome lookOn(Call call) {
    Outcome answer = call.run();
    if (call.method.role == Role.VALIDATE && Boolean.FALSE.equals(answer.value())) {
      observe(call, Loss.overlooked(null));
      return answer;
    }
    if (answer.failure() == null) {
      return succeeded(call, answer);
    }
    boolean gone = call.connection.dialect().classify(answer.failure()).isGone();
    return gone && Validation.isDead(call.connection)
        ? observe(call, Loss.overlooked(answer.failure()))
        : failed(call, answer.failure());
  }

  private static Outcome observe(Call call, Loss loss) {
    if (call.connection.firstLossSeen()) {
      call.connection.environment.recovery.observe(lost(call, loss, 1));
    }
    return Outcome.failed(loss.failure);
  }

  /** The application's call was not sent, but what it needs could not be made again. */
  private static Outcome failedToRebuild(Call call, Throwable thrown, int attempt) {
    Throwable failure = thrown instanceof NotSetAgain ? thrown.getCause() : thrown;
    FailureKind kind = call.connection.dialect().classify(failure);
    if (kind.isGone() && Validation.isDead(call.connection)) {
      return recover(call, Loss.beforeCall(failure), attempt);
    }
    if (thrown instanceof NotSetAgain) {
      call.rebuildRefused = thrown.getMessage();
      boolean forgotten = call.statement.recipe.parameters().forget((NotSetAgain) thrown);
      if (forgotten && !call.method.role.executes()) {
        return runHealthy(call, attempt); // the application may be about to set another
      }
    }
    return recover(call, Loss.ofStatement(failure), attempt);
  }

  /**
   * The driver's exception is not enough: a server may send the same codes for connections of its
   * own, and another thread may have healed this one meanwhile.
   */
  private static boolean isSurelyLost(Call call) {
    return call.isOutdated() || call.connection.isLost() || Validation.isDead(call.connection);
  }

  /**
   * A server that took writes takes none any more: after a failover it is not the one that this
   * connection was opened for. Not where an earlier statement of the transaction, or a part of this
   * text or procedure, has run there: the application is told, and its transaction is not touched.
   */
  private static boolean isOnWrongServer(Call call, FailureKind kind, int attempt) {
    SessionState session = call.connection.session;
    return kind == FailureKind.WRONG_SERVER
        && attempt == 1
        && call.method.role.executes()
        && call.method.role != Role.EXECUTE_BATCH
        && call.traits().isAllOrNothing()
        && session.wrote()
        && session.work() == TransactionWork.NOTHING
        && session.taint() == null
        && !session.isReadOnly();
  }

  /** Makes the call known to recovery, alone on the connection from here on. */
  private static Outcome recover(Call call, Loss loss, int attempt) {
    ManagedConnection connection = call.connection;
    if (!connection.guard.enterAlone(call.deadline)) {
      return giveUp(call, loss);
    }
    if (loss.isOvertaken(call)) {
      connection.guard.shareAgain();
      return detour(call);
    }
    if (loss.isOfIdleness()) {
      connection.environment.sweeper.died(connection.databaseKey(), call.metIdle);
    }
    try {
      return connection.environment.recovery.recover(lost(call, loss, attempt));
    } finally {
      connection.guard.shareAgain();
    }
  }

  /**
   * Others are still at work on the lost connection, so nobody may exchange it. The call counts as
   * one that ran in its transaction: what follows does not go on as if it had not been.
   */
  private static Outcome giveUp(Call call, Loss loss) {
    if (call.method.role == Role.VALIDATE) {
      return Outcome.of(false);
    }
    Accounting.failed(call);
    Throwable reason = Refused.busy(call);
    if (loss.failure == null) {
      return Outcome.failed(reason);
    }
    loss.failure.addSuppressed(reason);
    return Outcome.failed(loss.failure);
  }

  private static FailedCall lost(Call call, Loss loss, int attempt) {
    ManagedConnection connection = call.connection;
    return new FailedCall.Builder(
            connection.healing, call.kind(), call.toString(), new Runner(call))
        .executing(call.traits())
        .failedWith(loss.failure)
        .lostBy(loss.cause, loss.evidence)
        .losing(
            call.losesWork(loss),
            connection.session.transaction.autoCommit(),
            call.losesTaint(loss))
        .askingHistory(call.asksHistory())
        .unrepeatable(loss.isRebuildRefused() ? call.rebuildRefused : call.makeRepeatable())
        .attempt(attempt, call.deadline)
        .healedMeanwhile(loss.concernsOldConnection(call))
        .build();
  }

  private static final class Runner implements FailedCall.Runner {
    private final Call call;

    Runner(Call call) {
      this.call = call;
    }

    @Override
    public Outcome runAgain(int attempt) {
      call.connection.guard.shareAgain();
      return runHealthy(call, attempt);
    }

    @Override
    public void parametersTold() {
      call.statement.recipe.forgetUnrepeatable();
    }

    @Override
    public Outcome runDead() {
      if (call.method.role == Role.VALIDATE) {
        return Outcome.of(false);
      }
      Connection dead = call.physical();
      // a stale statement may be one of the healthy connection, which is not to be touched
      boolean healthy = dead == call.connection.physical() && !call.connection.isLost();
      Outcome driver = !healthy && Graveyard.endAndWait(dead) ? call.run() : null;
      // an answer that the driver has at hand would hide that something was lost
      return driver != null && driver.failure() != null
          ? driver
          : Outcome.failed(new SQLTransientConnectionException("the connection was lost", "08003"));
    }
  }

  private static boolean isForbidden(Call call) {
    if (call.rollsBack()) {
      return false;
    }
    CallKind kind = call.kind();
    return kind == CallKind.EXECUTE
        || kind == CallKind.COMMIT
        || kind == CallKind.SAVEPOINT
        || kind == CallKind.FETCH;
  }
}
