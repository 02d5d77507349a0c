package io.dbkeepalive.connection.budget;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * The right to one connection: taken before it is opened, given back when it is closed, could not
 * be opened, or was collected without having been closed. Thread-safe.
 */
public final class Place {
  final Share share;
  final OpenedBy openedBy;

  /** By the budget's clock. Guarded by its lock. */
  long since;

  /** Null while the connection is being opened. */
  private volatile Reference<Holder> holder;

  Place(Share share, OpenedBy openedBy) {
    this.share = share;
    this.openedBy = openedBy;
  }

  /** The connection was opened. Neither it nor its holder is kept from being collected. */
  public void holdBy(Holder connection) {
    holder = new Held(connection, share.budget.collected, this);
  }

  public boolean isHeld() {
    return holder != null;
  }

  /** Does nothing a second time. */
  public void giveBack() {
    share.budget.giveBack(this);
  }

  /** -1 while there is no connection. */
  long idleNanos() {
    Reference<Holder> reference = holder;
    Holder connection = reference == null ? null : reference.get();
    return connection == null ? -1 : connection.idleNanos();
  }

  /** Says which place is free when a connection was collected. */
  static final class Held extends WeakReference<Holder> {
    final Place place;

    Held(Holder connection, ReferenceQueue<Holder> collected, Place place) {
      super(connection, collected);
      this.place = place;
    }
  }
}
