package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SqlTraits;

/**
 * What would be lost with the session: whether a transaction is open in which something ran, and
 * what statements did to the session that nobody can restore.
 *
 * <p>Written by the threads that are inside the connection's guard; volatile, for they may be
 * several.
 */
final class TransactionState {
  private volatile boolean autoCommit;
  private volatile boolean begunBySql;
  private volatile boolean ran;
  private volatile String taint;

  TransactionState(boolean autoCommit) {
    this.autoCommit = autoCommit;
  }

  /** Whether the loss of the session now loses a part of a transaction. */
  boolean isOpen() {
    return begunBySql || ran && !autoCommit;
  }

  boolean autoCommit() {
    return autoCommit;
  }

  /** What cannot be restored, null if all can. */
  String taint() {
    return taint;
  }

  void taint(String reason) {
    if (taint == null) {
      taint = reason;
    }
  }

  void executed(SqlTraits traits) {
    if (traits.taints()) {
      taint(
          "a statement may have changed the session: temporary table, lock, variable or the like");
    }
    switch (traits.transaction()) {
      case BEGIN:
        begunBySql = true;
        break;
      case COMMIT:
      case ROLLBACK:
        ended();
        break;
      case AUTOCOMMIT_OFF:
        autoCommitSet(false);
        break;
      case AUTOCOMMIT_ON:
        autoCommitSet(true);
        break;
      default:
        // IMPLICIT_COMMIT too: what it leaves behind may be a transaction of its own
        if (!autoCommit) {
          ran = true;
        }
    }
  }

  /** A savepoint was set, or the like: going on without it would not be the same transaction. */
  void ranSomething() {
    if (!autoCommit) {
      ran = true;
    }
  }

  /** Ends a transaction only where it is switched on: databases let one live on otherwise. */
  void autoCommitSet(boolean value) {
    if (value && !autoCommit) {
      ended();
    }
    autoCommit = value;
  }

  /** By the application, or with the session. */
  void ended() {
    begunBySql = false;
    ran = false;
  }

  /** The application was told: it goes on in a session that is as good as new. */
  void told() {
    taint = null;
    ended();
  }
}
