package io.dbkeepalive.recovery;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.Recovery;
import java.sql.Connection;

/**
 * Why a call is not run again on a healed connection: the first of these rules that applies. None
 * applies: the call is safe to run. Immutable.
 */
final class Refusal {
  /** One word for logs and counters. */
  final String reason;

  final Verdict verdict;

  /** What a person has to know; ends up in the suppressed exception. */
  final String sentence;

  private Refusal(String reason, Verdict verdict, String sentence) {
    this.reason = reason;
    this.verdict = verdict;
    this.sentence = sentence;
  }

  /**
   * The rules that need no new connection.
   *
   * @return null if none of them applies
   */
  static Refusal of(FailedCall call, Options options) {
    if (call.connection.isClosed()) {
      return new Refusal(
          "closed", verdict(call), "the application closed the connection, which is final");
    }
    boolean workLost = call.work.compareTo(TransactionWork.MORE) >= 0;
    if (workLost && call.kind == CallKind.COMMIT && !call.neverSent()) {
      return new Refusal(
          "commit-in-doubt",
          Verdict.UNKNOWN,
          "the connection was lost during a commit, which may or may not have taken effect");
    }
    if (workLost && call.kind == CallKind.EXECUTE && !call.neverSent() && call.mayCommit()) {
      return new Refusal(
          "transaction-lost",
          Verdict.UNKNOWN,
          "the connection was lost inside a transaction, in a statement that may have committed it");
    }
    if (call.work == TransactionWork.DOUBTFUL) {
      return new Refusal(
          "transaction-lost",
          Verdict.UNKNOWN,
          "the connection was lost inside a transaction, of which an earlier statement may have"
              + " committed a part");
    }
    if (workLost) {
      return transactionLost("the connection was lost inside a transaction");
    }
    if (call.taint != null) {
      return sessionStateLost(call, call.taint);
    }
    if (call.asksHistory) {
      return new Refusal(
          "history-lost",
          verdict(call),
          "it asks for what earlier statements left in the lost session, such as the last"
              + " generated key");
    }
    if (call.kind == CallKind.FETCH) {
      return new Refusal(
          "results-lost", Verdict.UNKNOWN, "results were still to come from the lost session");
    }
    if (call.evidence == Evidence.TIMED_OUT && !call.endsTransaction()) {
      return new Refusal(
          "timed-out",
          Verdict.UNKNOWN,
          "the driver's socket time-out ended it; it would only time out again, on a server that"
              + " may still be busy with the first run");
    }
    if (!call.neverSent() && !call.isHarmless() && (call.autoCommit || call.mayReachFurther())) {
      return new Refusal(
          "may-have-run",
          verdict(call),
          "the statement was on its way when the connection was lost, is not proven to only read,"
              + " and so may have taken effect");
    }
    if (!call.neverSent()
        && call.kind == CallKind.EXECUTE
        && options.recovery() == Recovery.RECONNECT) {
      return new Refusal(
          "recovery-reconnect",
          Verdict.UNKNOWN,
          "recovery=reconnect runs again only what was never sent");
    }
    if (call.unrepeatable != null) {
      return new Refusal("parameters-lost", verdict(call), call.unrepeatable);
    }
    if (call.attempt > options.attempts()) {
      return new Refusal(
          "attempts",
          verdict(call),
          "the connection was lost again in each of " + options.attempts() + " further attempts");
    }
    if (System.nanoTime() - call.deadline > 0) {
      return new Refusal("deadline", verdict(call), "the time that recovery may take is over");
    }
    return null;
  }

  /**
   * The rules that only the new connection can answer, which is not in use yet.
   *
   * @param fresh null where another thread has healed the connection, and nobody can be asked
   * @return null if none of them applies
   */
  static Refusal over(FailedCall call, Connection fresh) {
    String notRestored = call.connection.notRestored();
    if (fresh != null && notRestored != null) {
      return sessionStateLost(call, notRestored);
    }
    boolean readsLost = call.work == TransactionWork.READS;
    boolean ends = call.endsTransaction();
    if (readsLost && !ends && (fresh == null || call.connection.repeatsReads(fresh))) {
      return transactionLost(
          "the connection was lost inside a transaction whose reads the database promised to repeat");
    }
    if (readsLost && ends && (fresh == null || call.connection.validatesReads(fresh))) {
      return transactionLost(
          "the connection was lost inside a serializable transaction, whose reads count only once it"
              + " has committed");
    }
    if (call.neverSent() || call.kind != CallKind.EXECUTE) {
      return null;
    }
    if (call.isHarmless()) {
      if (fresh != null) {
        call.connection.fence(fresh, System.nanoTime()); // its work is wasted: nobody waits for it
      }
      return null;
    }
    if (fresh == null || !call.connection.rollsBackAll(fresh)) {
      if (fresh != null) {
        call.connection.fence(fresh, System.nanoTime());
      }
      return new Refusal(
          "may-have-run",
          Verdict.UNKNOWN,
          "the connection was lost in the first statement of a transaction, and it is not proven that"
              + " a rollback undoes all that it may have written");
    }
    if (!call.connection.fence(fresh, call.deadline)) {
      return new Refusal(
          "transaction-lost",
          Verdict.ROLLED_BACK,
          "the connection was lost in the first statement of a transaction; the database rolls that"
              + " back, but nothing proves that it has, and its locks might stand in the way");
    }
    return null;
  }

  private static Refusal sessionStateLost(FailedCall call, String what) {
    return new Refusal(
        "session-state-lost",
        verdict(call),
        "the lost session had state that cannot be restored (" + what + ")");
  }

  private static Refusal transactionLost(String sentence) {
    return new Refusal(
        "transaction-lost", Verdict.ROLLED_BACK, sentence + ", which the database rolled back");
  }

  private static Verdict verdict(FailedCall call) {
    if (call.neverSent()) {
      return Verdict.NOT_EXECUTED;
    }
    return call.evidence == Evidence.ROLLED_BACK && !call.mayCommit()
        ? Verdict.ROLLED_BACK
        : Verdict.UNKNOWN;
  }
}
