package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.Evidence;

/** How it came out that a call has lost its connection. Immutable. */
final class Loss {
  private static final int NOT_FOUND = -1;

  private static final String KNOWN = "known-lost";

  /** The driver's, null if the driver has not seen the call. */
  final Throwable failure;

  /** One word for logs. */
  final String cause;

  /** What is known of the call besides the loss. */
  final Evidence evidence;

  /** The session goes on, and with it its transaction. */
  final boolean ofStatementOnly;

  private final boolean whileRunning;

  /** The generation of the connection in which it was found, before anything ran. */
  private final int foundIn;

  private Loss(
      Throwable failure,
      String cause,
      Evidence evidence,
      boolean whileRunning,
      boolean ofStatementOnly,
      int foundIn) {
    this.foundIn = foundIn;
    this.failure = failure;
    this.cause = cause;
    this.evidence = evidence;
    this.whileRunning = whileRunning;
    this.ofStatementOnly = ofStatementOnly;
  }

  /** Found before, by somebody else. */
  static Loss known(int generation) {
    return found(generation, KNOWN);
  }

  /**
   * Found before the driver saw the call.
   *
   * @param generation of the physical connection that was looked at
   */
  static Loss found(int generation, String cause) {
    return new Loss(null, cause, Evidence.NEVER_SENT, false, false, generation);
  }

  /**
   * The connection is healed, but the statement cannot be made again on it.
   *
   * @param failure the driver's, null if it was not tried
   */
  static Loss ofStatement(Throwable failure) {
    return new Loss(failure, "statement-lost", Evidence.NEVER_SENT, false, true, NOT_FOUND);
  }

  /** While things were made ready for the call. */
  static Loss beforeCall(Throwable failure) {
    return new Loss(failure, "lost-again", Evidence.NEVER_SENT, false, false, NOT_FOUND);
  }

  static Loss inCall(Call call, Throwable failure, FailureKind kind) {
    String cause = call.wasAborted() ? "stalled" : causeOf(kind);
    return new Loss(failure, cause, evidenceOf(call, kind), true, false, NOT_FOUND);
  }

  private static Evidence evidenceOf(Call call, FailureKind kind) {
    if (kind == FailureKind.TIMED_OUT) {
      return Evidence.TIMED_OUT;
    }
    if (call.method.role == Role.EXECUTE_BATCH) {
      return Evidence.NONE; // an earlier row may have been sent, or committed, before
    }
    if (kind == FailureKind.CLOSED_BEFORE_SEND && call.wasAborted()) {
      return Evidence.NONE; // it was closed by us, long after it was sent
    }
    switch (kind) {
      case CLOSED_BEFORE_SEND:
      case GONE_NOT_RUN:
      case WRONG_SERVER:
        return Evidence.NEVER_SENT;
      case GONE_ROLLED_BACK:
        return Evidence.ROLLED_BACK;
      default:
        return Evidence.NONE;
    }
  }

  /**
   * Would have been found before the driver saw the call, had anybody looked.
   *
   * @param failure the driver's, null where it answered that the connection is not valid
   */
  static Loss overlooked(Throwable failure) {
    return new Loss(failure, "lost-while-idle", Evidence.NEVER_SENT, true, false, NOT_FOUND);
  }

  /** Whether idleness may have been the reason: nothing was sent when it was lost. */
  boolean isOfIdleness() {
    boolean found = foundIn != NOT_FOUND && !cause.equals(KNOWN);
    return found || cause.equals("server-closed-idle");
  }

  boolean isRebuildRefused() {
    return ofStatementOnly && failure != null;
  }

  boolean neverSent() {
    return evidence == Evidence.NEVER_SENT;
  }

  /** Whether another thread has found the same, and healed it, before this one was alone. */
  boolean isOvertaken(Call call) {
    return foundIn != NOT_FOUND
        && foundIn != call.connection.generation
        && !call.connection.isLost();
  }

  /** Whether the connection of now is none the worse for it: another thread has healed it. */
  boolean concernsOldConnection(Call call) {
    return ofStatementOnly || whileRunning && call.isOutdated() && !call.connection.isLost();
  }

  private static String causeOf(FailureKind kind) {
    switch (kind) {
      case CLOSED_BEFORE_SEND:
        return "closed-earlier";
      case GONE_NOT_RUN:
        return "server-closed-idle";
      case GONE_ROLLED_BACK:
        return "ended-by-server";
      case TIMED_OUT:
        return "socket-time-out";
      case WRONG_SERVER:
        return "wrong-server";
      default:
        return "lost-in-call";
    }
  }
}
