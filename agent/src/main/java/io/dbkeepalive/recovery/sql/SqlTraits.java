package io.dbkeepalive.recovery.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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

  /** What a text asks of the past of its session; ordered from nothing to what is lost soonest. */
  public enum History {
    NONE,
    /** What outlives further statements, such as the last generated key. */
    SESSION,
    /** What the next statement overwrites, and a ping: row count, found rows, warnings. */
    LAST_STATEMENT;

    History and(History other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** What several statements in one text leave of a transaction that one of them begins. */
  enum Ending {
    /** None begins one. */
    PLAIN,
    /** Nothing, if all go well: what was begun was committed. */
    COMMITTED,
    /** It may be open. */
    OPEN
  }

  /** The key of what nobody can name. */
  private static final String UNKNOWN_STATE = "unknown";

  private static final SqlTraits PURE =
      new SqlTraits(
          true, Transaction.NONE, Ending.PLAIN, false, History.NONE, Collections.emptyList());

  private static final Map<Transaction, SqlTraits> WRITES = new EnumMap<>(Transaction.class);

  static {
    for (Transaction transaction : Transaction.values()) {
      WRITES.put(
          transaction,
          new SqlTraits(
              false, transaction, Ending.PLAIN, false, History.NONE, Collections.emptyList()));
    }
  }

  /** Proves nothing: a write that taints, may commit and may leave a transaction open. */
  public static final SqlTraits UNKNOWN = unknown("a statement that is not understood");

  private final boolean pureRead;
  private final Transaction transaction;
  private final Ending ending;

  /** Several statements, of which some do neither only read nor only set. */
  private final boolean mixed;

  private final History history;
  private final List<SessionEffect> effects;
  private final boolean settingsOnly;
  private final String taint;

  private SqlTraits(
      boolean pureRead,
      Transaction transaction,
      Ending ending,
      boolean mixed,
      History history,
      List<SessionEffect> effects) {
    this.pureRead = pureRead;
    this.transaction = transaction;
    this.ending = ending;
    this.mixed = mixed;
    this.history = history;
    this.effects = effects;
    this.settingsOnly =
        !mixed
            && !effects.isEmpty()
            && history == History.NONE
            && transaction == Transaction.NONE
            && effects.stream().allMatch(effect -> effect.kind() == SessionEffect.Kind.SET);
    this.taint =
        effects.stream()
            .filter(effect -> effect.kind() == SessionEffect.Kind.HOLD)
            .map(SessionEffect::what)
            .findFirst()
            .orElse(null);
  }

  static SqlTraits pure() {
    return PURE;
  }

  /** Anything but a pure read; it does nothing to the session. */
  static SqlTraits write(Transaction transaction) {
    return WRITES.get(transaction);
  }

  /** As {@link #UNKNOWN}, for a reason that can be told. */
  static SqlTraits unknown(String what) {
    return write(Transaction.IMPLICIT_COMMIT).with(unknownState(what));
  }

  /** State that nobody can name, and so nothing but the reset of a whole session gives up. */
  static SessionEffect unknownState(String what) {
    return SessionEffect.hold(UNKNOWN_STATE, what);
  }

  SqlTraits with(SessionEffect effect) {
    return with(Collections.singletonList(effect));
  }

  /** Whatever else the text does, it does this to the session; no pure read if it does anything. */
  SqlTraits with(List<SessionEffect> further) {
    if (further.isEmpty()) {
      return this;
    }
    List<SessionEffect> all = new ArrayList<>(effects);
    all.addAll(further);
    return new SqlTraits(
        false, transaction, ending, mixed, history, Collections.unmodifiableList(all));
  }

  SqlTraits asking(History further) {
    return further == History.NONE
        ? this
        : new SqlTraits(false, transaction, ending, mixed, history.and(further), effects);
  }

  /**
   * Both, one after the other in one text: the worse of each, where two statements of which one
   * touches the transaction may commit.
   *
   * @param ends what the whole text leaves of a transaction that one of its statements begins
   */
  SqlTraits and(SqlTraits other, Ending ends) {
    boolean calm = transaction == Transaction.NONE && other.transaction == Transaction.NONE;
    if (calm && pureRead && other.pureRead) {
      return this;
    }
    return new SqlTraits(
            false,
            calm ? Transaction.NONE : Transaction.IMPLICIT_COMMIT,
            ends,
            !(pureRead || settingsOnly()) || !(other.pureRead || other.settingsOnly()),
            history.and(other.history),
            effects)
        .with(other.effects);
  }

  /** What is held after a text that failed with a transaction of its own open, perhaps. */
  public static SessionEffect unfinished() {
    return unknownState("a transaction begun among other statements");
  }

  /**
   * True when the text provably only reads, takes no lock that outlives it, does not depend on
   * session state of its connection that a new session lacks, and is harmless to run twice. Such a
   * text has no {@link #effects()}, and does nothing to the transaction.
   */
  public boolean pureRead() {
    return pureRead;
  }

  /**
   * True unless the text provably leaves no state in its session that nobody could restore: where
   * one of its {@link #effects()} is a hold.
   */
  public boolean taints() {
    return taint != null;
  }

  /**
   * The state that the text may leave and nobody could restore, in words for people, without any
   * value; null if there is none.
   */
  public String taint() {
    return taint;
  }

  /**
   * Whether the text asks for what only the session that ran the statements before it can answer,
   * like the last generated key. Another session would answer, and be wrong.
   */
  public boolean asksHistory() {
    return history != History.NONE;
  }

  /** Whether it asks for what only the very last statement left, or a ping of the agent's. */
  public boolean asksLastStatement() {
    return history == History.LAST_STATEMENT;
  }

  /**
   * What the text does to its session, in the order of the text; unmodifiable, never null, empty
   * for nearly all.
   */
  public List<SessionEffect> effects() {
    return effects;
  }

  /**
   * True for several statements in one text of which one begins a transaction, or switches
   * auto-commit off: it may be open afterwards, whatever JDBC says of auto-commit.
   */
  public boolean mayLeaveTransactionOpen() {
    return ending == Ending.OPEN;
  }

  /**
   * The same where the text fails, at any of its statements: true also of a text that begins and
   * commits.
   */
  public boolean mayFailInTransaction() {
    return ending != Ending.PLAIN;
  }

  /**
   * Whether the text only sets what can be set again, so that running it in another session as well
   * does no harm.
   */
  public boolean settingsOnly() {
    return settingsOnly;
  }

  /**
   * Whether the text, where it fails in auto-commit, has done nothing: a single statement that
   * calls nothing which could commit a part of it.
   */
  public boolean isAllOrNothing() {
    return !mixed && transaction == Transaction.NONE && ending == Ending.PLAIN && !taints();
  }

  /** Whether the text begins or ends a transaction, or switches auto-commit, and does no more. */
  public boolean controlsTransactionOnly() {
    return transaction != Transaction.NONE && transaction != Transaction.IMPLICIT_COMMIT;
  }

  /** Whether the text ends the transaction and does no more. */
  public boolean endsTransactionOnly() {
    return transaction == Transaction.COMMIT
        || transaction == Transaction.ROLLBACK
        || transaction == Transaction.AUTOCOMMIT_ON;
  }

  /** What the text does to the transaction; never null. */
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SqlTraits)) {
      return false;
    }
    SqlTraits traits = (SqlTraits) other;
    return pureRead == traits.pureRead
        && transaction == traits.transaction
        && ending == traits.ending
        && mixed == traits.mixed
        && history == traits.history
        && effects.equals(traits.effects);
  }

  @Override
  public int hashCode() {
    return 31 * transaction.hashCode() + effects.hashCode();
  }

  @Override
  public String toString() {
    return (pureRead ? "pure read, " : "write, ")
        + (taints() ? "taints, " : "")
        + transaction
        + (ending == Ending.OPEN ? ", may leave it open" : "")
        + (ending == Ending.COMMITTED ? ", commits its own" : "")
        + (history == History.NONE ? "" : ", asks history of " + history);
  }
}
