package io.dbkeepalive.recovery;

/** What an open transaction holds, from harmless to worst. */
public enum TransactionWork {
  /** Nothing, or there is no transaction. */
  NOTHING,
  /** Pure reads only: nothing to commit, but what was read may have to stay the same. */
  READS,
  /** More than that. */
  MORE,
  /** More, of which a part may be committed: by a statement that commits by itself, say. */
  DOUBTFUL;

  /** Both together. */
  public TransactionWork and(TransactionWork other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
