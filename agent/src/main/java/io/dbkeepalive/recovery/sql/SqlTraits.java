package io.dbkeepalive.recovery.sql;

import java.util.EnumMap;
import java.util.Map;

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

  private static final Map<Transaction, SqlTraits[]> ALL = new EnumMap<>(Transaction.class);

  static {
    for (Transaction transaction : Transaction.values()) {
      SqlTraits[] each = new SqlTraits[4];
      for (int bits = 0; bits < each.length; bits++) {
        each[bits] = new SqlTraits((bits & 2) != 0, (bits & 1) != 0, transaction);
      }
      ALL.put(transaction, each);
    }
  }

  /** Proves nothing: a write that taints, may commit and may leave a transaction open. */
  public static final SqlTraits UNKNOWN = of(false, true, Transaction.IMPLICIT_COMMIT);

  private final boolean pureRead;
  private final boolean taints;
  private final Transaction transaction;

  private SqlTraits(boolean pureRead, boolean taints, Transaction transaction) {
    this.pureRead = pureRead;
    this.taints = taints;
    this.transaction = transaction;
  }

  /** One shared instance for each combination. */
  static SqlTraits of(boolean pureRead, boolean taints, Transaction transaction) {
    return ALL.get(transaction)[(pureRead ? 2 : 0) + (taints ? 1 : 0)];
  }

  /**
   * Both, one after the other in one text: the worse of each, where two statements of which one
   * touches the transaction may commit and may leave one open. Where it may leave one open that a
   * single statement would have been known to begin, it taints: nobody could tell what goes on.
   */
  SqlTraits and(SqlTraits other) {
    boolean calm = transaction == Transaction.NONE && other.transaction == Transaction.NONE;
    return of(
        pureRead && other.pureRead,
        taints || other.taints || begins() || other.begins(),
        calm ? Transaction.NONE : Transaction.IMPLICIT_COMMIT);
  }

  private boolean begins() {
    return transaction == Transaction.BEGIN || transaction == Transaction.AUTOCOMMIT_OFF;
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
