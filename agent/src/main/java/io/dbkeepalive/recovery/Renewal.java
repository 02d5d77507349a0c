package io.dbkeepalive.recovery;

/** What the attempt to put another physical connection behind idle handles came to. */
public enum Renewal {
  DONE,
  /** Something would be lost with the old one, or a call is at work, or has done it. */
  NOT_NOW,
  /** The database cannot be reached, or its breaker is open. */
  UNREACHABLE,
  /** It refuses the login: not to be tried again soon, for that could lock the account. */
  LOGIN_REFUSED
}
