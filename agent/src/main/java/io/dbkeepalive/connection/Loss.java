package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.FailureKind;

/** How it came out that a call has lost its connection. Immutable. */
final class Loss {
  private static final int NOT_FOUND = -1;

  /** The driver's, null if the driver has not seen the call. */
  final Throwable failure;

  /** One word for logs. */
  final String cause;

  /** Whether it is proven that the server never saw the call. */
  final boolean neverSent;

  /** The session goes on, and with it its transaction. */
  final boolean ofStatementOnly;

  private final boolean whileRunning;

  /** The generation of the connection in which it was found, before anything ran. */
  private final int foundIn;

  private Loss(
      Throwable failure,
      String cause,
      boolean neverSent,
      boolean whileRunning,
      boolean ofStatementOnly,
      int foundIn) {
    this.foundIn = foundIn;
    this.failure = failure;
    this.cause = cause;
    this.neverSent = neverSent;
    this.whileRunning = whileRunning;
    this.ofStatementOnly = ofStatementOnly;
  }

  /**
   * Found before the driver saw the call.
   *
   * @param generation of the physical connection that was looked at
   */
  static Loss found(int generation, String cause) {
    return new Loss(null, cause, true, false, false, generation);
  }

  /**
   * The connection is healed, but the statement cannot be made again on it.
   *
   * @param failure the driver's, null if it was not tried
   */
  static Loss ofStatement(Throwable failure) {
    return new Loss(failure, "statement-lost", true, false, true, NOT_FOUND);
  }

  /** While things were made ready for the call. */
  static Loss beforeCall(Throwable failure) {
    return new Loss(failure, "lost-again", true, false, false, NOT_FOUND);
  }

  static Loss inCall(Call call, Throwable failure, FailureKind kind) {
    // in a batch, an earlier row may have been sent before the driver found itself closed
    boolean neverSent = kind != FailureKind.GONE && call.method.role != Role.EXECUTE_BATCH;
    return new Loss(failure, causeOf(kind), neverSent, true, false, NOT_FOUND);
  }

  boolean isRebuildRefused() {
    return ofStatementOnly && failure != null;
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
      default:
        return "lost-in-call";
    }
  }
}
