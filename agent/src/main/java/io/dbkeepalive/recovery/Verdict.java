package io.dbkeepalive.recovery;

/** What is known of a call that was not run again. */
public enum Verdict {
  /** Proven: it never reached the database. */
  NOT_EXECUTED,
  /** Proven: whatever it did, the database undid it, for its transaction was never committed. */
  ROLLED_BACK,
  /** It may have taken effect, or may still do so. */
  UNKNOWN
}
