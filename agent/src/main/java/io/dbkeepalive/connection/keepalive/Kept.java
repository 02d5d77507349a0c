package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection in the keeper's list. Does not keep alive what the application has let go of.
 *
 * <p>Fields are written by the sweeper, except where they say otherwise.
 */
final class Kept extends WeakReference<KeptConnection> {
  /** See {@link KeptConnection#databaseKey}. */
  final String key;

  final KeptDatabase database;

  /** From 0 to 1: so that what was opened together is not pinged, or exchanged, together. */
  final double jitter = ThreadLocalRandom.current().nextDouble();

  /** Waits for a worker, or has one. Written by both, in turns. */
  volatile boolean inHand;

  /** Nothing is tried before, by {@code System.nanoTime}. Written by the worker. */
  volatile long notBefore;

  /** Which of {@link KeptConnection#ownLimits} the server was asked for. Written by the worker. */
  volatile int ownLimitsAsked;

  /** What the server said to that; null for those of the database. Written by the worker. */
  volatile IdleLimits ownLimits;

  Kept(KeptConnection connection, String key, KeptDatabase database, long now) {
    super(connection);
    this.key = key;
    this.database = database;
    this.notBefore = now;
  }

  IdleLimits limits() {
    IdleLimits own = ownLimits;
    return own == null ? database.limits() : own;
  }
}
