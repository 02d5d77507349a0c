package io.dbkeepalive.connection;

import java.sql.SQLTransientConnectionException;

/** What the application sees where no driver has anything to say. Stateless. */
final class Refused {
  /** SQL:1999 25S03, "transaction is rolled back". */
  private static final String TRANSACTION_LOST = "25S03";

  /** SQL:1999 08003, "connection does not exist": the one that the call needs. */
  private static final String SESSION_LOST = "08003";

  private Refused() {}

  static SQLTransientConnectionException quarantined(Call call) {
    return new SQLTransientConnectionException(
        "dbkeepalive: "
            + call
            + " refused: "
            + call.connection.quarantine()
            + "; call rollback() to go on with this connection",
        TRANSACTION_LOST);
  }

  static SQLTransientConnectionException busy(Call call) {
    return new SQLTransientConnectionException(
        "dbkeepalive: "
            + call
            + " refused: the connection was lost, and calls of other threads on it did not end"
            + " within recovery-timeout, or the statement's own time-out; let threads have"
            + " connections of their own",
        SESSION_LOST);
  }

  static SQLTransientConnectionException historyLost(Call call) {
    return new SQLTransientConnectionException(
        "dbkeepalive: "
            + call
            + " refused: it asks for what earlier statements left in their session, such as the"
            + " last generated key, and that session was lost; ask for it together with the"
            + " statement, as by getGeneratedKeys()",
        SESSION_LOST);
  }

  static SQLTransientConnectionException warningsLost(Call call) {
    return new SQLTransientConnectionException(
        "dbkeepalive did not run "
            + call
            + " in another session: the warnings went with the one that was lost; the next statement"
            + " runs in a new one",
        SESSION_LOST);
  }

  static SQLTransientConnectionException overwritten(Call call) {
    return new SQLTransientConnectionException(
        "dbkeepalive: "
            + call
            + " refused: it asks for what the statement before it left, such as its row count or"
            + " warnings, and a ping of the connection, or its healing, has overwritten that"
            + " meanwhile; ask at once, or use what the statement itself returned",
        SESSION_LOST);
  }
}
