package io.dbkeepalive.connection.stall;

import java.lang.ref.WeakReference;

/**
 * What call is in flight on one connection, as far as looking at it from time to time shows. Of the
 * watch's thread alone.
 */
final class WatchedCall extends WeakReference<CalledConnection> {
  /** So many in a row end it. */
  private static final int PROOFS = 2;

  private final StallTimes times;

  /** Null while there is none. */
  private Thread caller;

  private long lastAnswer;
  private int generation;
  private long since;

  /** Counts the calls that were seen. */
  private int number;

  private boolean told;
  private int proofs;
  private long askNotBefore;

  /** An inquiry is about it. */
  private boolean asked;

  WatchedCall(CalledConnection connection, StallTimes times) {
    super(connection);
    this.times = times;
  }

  /**
   * @param caller who is in a call at this moment; may be null
   * @return whether it is to be asked after
   */
  boolean look(CalledConnection connection, Thread caller, long now) {
    long answer = connection.lastAnswer();
    int physical = connection.generation();
    if (caller != this.caller || answer != lastAnswer || physical != generation) {
      this.caller = caller;
      lastAnswer = answer;
      generation = physical;
      since = now;
      number++;
      told = false;
      proofs = 0;
      askNotBefore = now + times.timeout;
    }
    return caller != null && !asked && now - askNotBefore >= 0;
  }

  Thread caller() {
    return caller;
  }

  int generation() {
    return generation;
  }

  int number() {
    return number;
  }

  long waited(long now) {
    return now - since;
  }

  /** Whether it is to be told, which is done once. */
  boolean tellsOnce() {
    boolean first = !told;
    told = true;
    return first;
  }

  void asking() {
    asked = true;
  }

  /** After all: it is tried again soon. */
  void notAsked(long now) {
    asked = false;
    askNotBefore = now + times.round;
  }

  /**
   * An inquiry is over.
   *
   * @param of the number of the call that it was about
   * @param began when the server was asked
   * @param isProof whether the call can have no answer
   * @return whether it is to be ended
   */
  boolean answered(int of, long began, boolean isProof, long now) {
    asked = false;
    if (of != number) {
      return false;
    }
    if (!isProof) {
      proofs = 0;
      askNotBefore = now + Math.min(Math.max(waited(now), times.timeout), times.longestPause);
      return false;
    }
    proofs++;
    askNotBefore = proofs < PROOFS ? began + times.pause : now + times.longestPause;
    return proofs == PROOFS;
  }
}
