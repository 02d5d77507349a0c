package io.dbkeepalive.recovery;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.Recovery;

/**
 * Why a call is not run again on a healed connection: the first of these rules that applies. None
 * applies: the call is safe to run.
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

  /** Null if the call may run again. */
  static Refusal of(FailedCall call, Options options) {
    if (call.connection.isClosed()) {
      return new Refusal(
          "closed", verdict(call), "the application closed the connection, which is final");
    }
    if (call.kind == CallKind.COMMIT && call.inTransaction && !call.neverSent) {
      return new Refusal(
          "commit-in-doubt",
          Verdict.UNKNOWN,
          "the connection was lost during a commit, which may or may not have taken effect");
    }
    if (call.inTransaction) {
      boolean mayCommit = call.kind == CallKind.EXECUTE && !call.neverSent && mayCommit(call);
      return new Refusal(
          "transaction-lost",
          mayCommit ? Verdict.UNKNOWN : Verdict.ROLLED_BACK,
          mayCommit
              ? "the connection was lost inside a transaction, in a statement that may have"
                  + " committed it"
              : "the connection was lost inside a transaction, which the database rolled back");
    }
    if (call.taint != null) {
      return new Refusal(
          "session-state-lost",
          verdict(call),
          "the lost session had state that cannot be restored (" + call.taint + ")");
    }
    if (call.kind == CallKind.FETCH) {
      return new Refusal(
          "results-lost", Verdict.UNKNOWN, "results were still to come from the lost session");
    }
    if (!call.neverSent && !call.isHarmless() && !call.autoCommit && !mayCommit(call)) {
      return new Refusal(
          "transaction-lost",
          Verdict.ROLLED_BACK,
          "the connection was lost in the first statement of a transaction, which the database"
              + " rolled back");
    }
    if (!call.neverSent && !call.isHarmless()) {
      return new Refusal(
          "may-have-run",
          Verdict.UNKNOWN,
          "the statement was on its way when the connection was lost, is not proven to only read,"
              + " and so may have taken effect");
    }
    if (!call.neverSent
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

  private static Verdict verdict(FailedCall call) {
    return call.neverSent ? Verdict.NOT_EXECUTED : Verdict.UNKNOWN;
  }

  private static boolean mayCommit(FailedCall call) {
    switch (call.traits.transaction()) {
      case NONE:
      case ROLLBACK:
        return false;
      default:
        return true;
    }
  }
}
