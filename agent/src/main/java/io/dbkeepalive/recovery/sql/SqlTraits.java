package io.dbkeepalive.recovery.sql;

/**
 * What running a SQL text may do, as far as its text can prove. Immutable and safe for use by any
 * thread.
 */
public final class SqlTraits {

  /** What a text does to the transaction of its connection; ordered from harmless to worst. */
  public enum Transaction {
    /** Neither begins nor ends a transaction, whatever the state of the connection. */
    NONE,
    /** {@code SET autocommit = 0} and nothing else. */
    AUTOCOMMIT_OFF,
    /**
     * Begins a transaction, and does nothing else. Inside an open transaction this commits it on
     * some databases.
     */
    BEGIN,
    /** Ends the transaction by rolling it back, and does nothing else. */
    ROLLBACK,
    /** Ends the transaction by committing it, and does nothing else. */
    COMMIT,
    /** {@code SET autocommit = 1} and nothing else: commits an open transaction. */
    AUTOCOMMIT_ON,
    /** Something may have been committed, and a transaction may be open afterwards. */
    IMPLICIT_COMMIT
  }

  /** Proves nothing: a write that taints, may commit and may leave a transaction open. */
  public static final SqlTraits UNKNOWN = new SqlTraits(false, true, Transaction.IMPLICIT_COMMIT);

  private final boolean pureRead;
  private final boolean taints;
  private final Transaction transaction;

  SqlTraits(boolean pureRead, boolean taints, Transaction transaction) {
    this.pureRead = pureRead;
    this.taints = taints;
    this.transaction = transaction;
  }

  /**
   * True when the text provably only reads, takes no lock that outlives it, does not depend on
   * session state of its connection that a new session lacks, and is harmless to run twice.
   */
  public boolean pureRead() {
    return pureRead;
  }

  /** True unless the text provably leaves the SQL-level state of its session alone. */
  public boolean taints() {
    return taints;
  }

  /** What the text does to the transaction; never null. */
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public String toString() {
    return (pureRead ? "pure read" : "write") + (taints ? ", taints, " : ", ") + transaction;
  }
}
