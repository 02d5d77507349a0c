package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.telemetry.state.ConnectionState;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection in the keeper's list. Does not keep alive what the application has let go of.
 *
 * <p>Fields are written by the sweeper, except where they say otherwise. There are as many of these
 * as connections: each field counts.
 */
final class Kept extends WeakReference<KeptConnection> {
  final KeptDatabase database;

  /** From 0 to 1: so that what was opened together is not pinged, or exchanged, together. */
  final float jitter = ThreadLocalRandom.current().nextFloat();

  /** Waits for a worker, or has one. Written by both, in turns. */
  volatile boolean inHand;

  /** Nothing is tried before, by {@code System.nanoTime}. Written by the worker. */
  volatile long notBefore;

  /** Which of {@link KeptConnection#ownLimits} the server was asked for. Written by the worker. */
  volatile int ownLimitsAsked;

  /** What the server said to that; null for those of the database. Written by the worker. */
  volatile IdleLimits ownLimits;

  /** When a ping was last answered, by {@code System.nanoTime}; 0: never. Written by the worker. */
  volatile long pingedAt;

  /** When it was first found in the call that it is in, by {@code System.nanoTime}; 0: in none. */
  private long busySince;

  Kept(KeptConnection connection, KeptDatabase database, long now) {
    super(connection);
    this.database = database;
    this.notBefore = now;
  }

  IdleLimits limits() {
    IdleLimits own = ownLimits;
    return own == null ? database.limits() : own;
  }

  /**
   * Whether a call is in it. One that has gone through an answer since is another call.
   *
   * @return how long it has been in this one at least; 0 if it is in none
   */
  long busyNanos(KeptConnection connection, long now) {
    if (!connection.isBusy()) {
      busySince = 0;
      return 0;
    }
    if (busySince == 0 || connection.lastAnswer() - busySince > 0) {
      busySince = now == 0 ? 1 : now;
    }
    return Math.max(1, now - busySince);
  }

  /** As far as is known. */
  boolean isWell() {
    KeptConnection connection = get();
    return connection != null && !connection.isLost();
  }

  /** As it is shown. */
  ConnectionState stateOf(KeptConnection connection, long now) {
    At at = At.IDLE;
    if (connection.isLost()) {
      at = At.LOST;
    } else if (connection.isBusy()) {
      at = At.BUSY;
    } else if (connection.isInTransaction()) {
      at = At.IN_TRANSACTION;
    }
    long age = now - connection.opened();
    long idle = now - connection.lastAnswer();
    long pinged = pingedAt == 0 ? DatabaseState.NEVER : now - pingedAt;
    return new ConnectionState(connection.id(), at, age, idle, pinged);
  }
}
