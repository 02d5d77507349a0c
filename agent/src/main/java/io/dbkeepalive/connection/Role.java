package io.dbkeepalive.connection;

/** What a JDBC method does to a connection, which decides how it is woven and recovered. */
public enum Role {
  /** Sends SQL that stands in the first argument, or was added to a batch. */
  EXECUTE_SQL(true),
  /** Sends a prepared statement, or its batch. */
  EXECUTE_PREPARED(true),
  EXECUTE_BATCH(true),
  COMMIT(true),
  ROLLBACK(true),
  /** Sets, releases or goes back to a savepoint. */
  SAVEPOINT(true),
  /** Creates a handle: a statement, or the connection's metadata. */
  CREATE(true),
  /** Sets something that belongs to the session and is set again after healing. */
  SESSION_SETTING(true),
  /** Asks the server, or may; harmless to ask again. */
  QUERY(true),
  /** Reads the server's catalogue, in the transaction that may be open. */
  CATALOGUE(true),
  VALIDATE(true),
  /** Asks for the warnings of a statement, which go with its session. */
  WARNINGS(true),
  /** Fetches what an earlier execution left on the wire. */
  FETCH(true),
  /** Sets something that belongs to the statement, not to its next execution. */
  STATEMENT_SETTING(false),
  PARAMETER(false),
  /** Changes the parameters or the batch as a whole. */
  PARAMETERS(false),
  /** Answered by the driver itself, but not by one whose connection was lost. */
  ASK(false),
  CLOSE(false),
  IS_CLOSED(false),
  /** Gives back the handle that this one came from. */
  PARENT(false),
  /** Belongs to the driver's object that does the work now, and needs no help. */
  REDIRECTED(false),
  /** Says the same on every object, and never sends: left alone. */
  UNWOVEN(false);

  /** Whether the call holds the connection's guard, for it may send. */
  public final boolean guarded;

  Role(boolean guarded) {
    this.guarded = guarded;
  }

  public boolean executes() {
    return this == EXECUTE_SQL || this == EXECUTE_PREPARED || this == EXECUTE_BATCH;
  }
}
