package io.dbkeepalive.recovery;

/** What a lost call was about, as far as recovery has to tell calls apart. */
public enum CallKind {
  /** Sends SQL of the application. */
  EXECUTE,
  COMMIT,
  ROLLBACK,
  SAVEPOINT,
  /** Fetches more of an earlier execution's results. */
  FETCH,
  /** Settings, prepares, metadata: harmless to do again. */
  REPEATABLE
}
