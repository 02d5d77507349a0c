package io.dbkeepalive.recovery;

/** What is known of a call that lost its connection, besides that it did. */
public enum Evidence {
  /** Proof that the server never saw it. */
  NEVER_SENT,
  /** The server's own word that it ended the session in the midst of it, and so undid it. */
  ROLLED_BACK,
  /** The driver gave up waiting: the server may still be at work. */
  TIMED_OUT,
  /** The exception alone, which proves nothing. */
  NONE
}
