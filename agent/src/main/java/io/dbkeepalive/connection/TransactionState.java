package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlTraits;

/**
 * Whether a transaction is open, and what ran in it.
 *
 * <p>Written by the threads that are inside the connection's guard; volatile, for they may be
 * several.
 */
final class TransactionState {
  private volatile boolean autoCommit;
  private volatile boolean begunBySql;
  private volatile TransactionWork work = TransactionWork.NOTHING;

  TransactionState(boolean autoCommit) {
    this.autoCommit = autoCommit;
  }

  /** What the loss of the session now would lose of a transaction. */
  TransactionWork work() {
    return begunBySql ? work.and(TransactionWork.MORE) : work; // nobody can begin it again
  }

  /** Whether what runs now may be part of a transaction. */
  boolean mayBeOpen() {
    return begunBySql || !autoCommit;
  }

  /** Begun by SQL, and nothing has run in it yet. */
  boolean isJustBegun() {
    return begunBySql && work == TransactionWork.NOTHING;
  }

  boolean autoCommit() {
    return autoCommit;
  }

  void executed(SqlTraits traits) {
    if (traits.mayLeaveTransactionOpen()) {
      begunBySql = true;
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
        if (!traits.settingsOnly()) {
          ran(workOf(traits));
        }
    }
  }

  /** It may have done its part all the same, but a transaction that it was to end may be open. */
  void failed(SqlTraits traits) {
    switch (traits.transaction()) {
      case COMMIT:
      case ROLLBACK:
        ranSomething();
        break;
      default:
        if (traits.mayFailInTransaction()) {
          begunBySql = true;
        }
        executed(traits);
    }
  }

  private static TransactionWork workOf(SqlTraits traits) {
    if (traits.transaction() == SqlTraits.Transaction.IMPLICIT_COMMIT) {
      return TransactionWork.DOUBTFUL;
    }
    return traits.pureRead() ? TransactionWork.READS : TransactionWork.MORE;
  }

  /** A savepoint was set, or the like: going on without it would not be the same transaction. */
  void ranSomething() {
    ran(TransactionWork.MORE);
  }

  /** A pure read, or the driver has read something of its own accord. */
  void read() {
    ran(TransactionWork.READS);
  }

  private void ran(TransactionWork more) {
    if (mayBeOpen() && work != more) { // a volatile write costs more than a read
      work = work.and(more);
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
    work = TransactionWork.NOTHING;
  }
}
