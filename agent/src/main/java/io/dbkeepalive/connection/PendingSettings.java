package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SqlTraits;
import java.util.ArrayList;
import java.util.List;

/** Settings that were made inside a transaction, whose rollback would undo them. Thread-safe. */
final class PendingSettings {
  /** Guarded by this. */
  private final List<Runnable> settings = new ArrayList<>();

  /** Whether a part of the transaction is gone, nobody knows which. Guarded by this. */
  private boolean inDoubt;

  /** Spares most transactions the lock. */
  private volatile boolean any;

  boolean any() {
    return any;
  }

  synchronized void add(Runnable setting) {
    settings.add(setting);
    any = true;
  }

  /** A statement failed, or a savepoint came or went: some of them may be gone. */
  synchronized void doubt() {
    inDoubt |= any;
  }

  /**
   * Puts them in force, or drops them.
   *
   * @param how {@code NONE}: it did not end
   * @return whether it ended so that nobody knows which are in force
   */
  boolean ended(SqlTraits.Transaction how) {
    return how != SqlTraits.Transaction.NONE && any && settle(how);
  }

  private synchronized boolean settle(SqlTraits.Transaction how) {
    boolean keeps = how != SqlTraits.Transaction.ROLLBACK;
    boolean unknown = keeps && (inDoubt || how != SqlTraits.Transaction.COMMIT);
    if (keeps && !unknown) {
      settings.forEach(Runnable::run);
    }
    drop();
    return unknown;
  }

  synchronized void drop() {
    settings.clear();
    any = false;
    inDoubt = false;
  }
}
