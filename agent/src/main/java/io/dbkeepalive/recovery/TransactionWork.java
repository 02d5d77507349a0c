package io.dbkeepalive.recovery;

/** What an open transaction holds, from harmless to worst. */
public enum TransactionWork {
  /** Nothing, or there is no transaction. */
  NOTHING,
  /** Pure reads only: nothing to commit, but what was read may have to stay the same. */
  READS,
  /** More than that, or what nobody can tell. */
  MORE;

  /** Both together. */
  public TransactionWork and(TransactionWork other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
