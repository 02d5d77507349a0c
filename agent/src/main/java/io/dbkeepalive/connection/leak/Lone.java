package io.dbkeepalive.connection.leak;

import io.dbkeepalive.telemetry.Held;
import java.lang.ref.WeakReference;

/** A connection without a pool, as it was when it was last looked at. Of one thread. */
final class Lone extends WeakReference<LoneConnection> {
  private final Held held;
  private final String database;
  private final Taken taken;
  private long lastUse;

  Lone(LoneConnection connection, Class<?> opener, Throwable stack) {
    super(connection);
    this.held = Held.alone(connection.id());
    this.database = connection.database();
    this.taken = new Taken(opener, stack);
    this.lastUse = connection.lastUse();
  }

  /** False when there is nothing to look at any more. */
  boolean look(long threshold, long now) {
    LoneConnection connection = get();
    if (connection == null) {
      return false;
    }
    long unused = now - lastUse;
    if (connection.isClosed()) {
      taken.tellOver(held, database, unused);
      return false;
    }
    long use = connection.isBusy() ? now : connection.lastUse();
    if (use != lastUse) {
      taken.tellUsed(held, database, unused);
      lastUse = use;
    } else if (unused >= threshold) {
      taken.tell(held, database, unused, false);
    }
    return true;
  }
}
