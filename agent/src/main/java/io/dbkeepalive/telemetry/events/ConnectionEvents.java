package io.dbkeepalive.telemetry.events;

/** Of connections as they are opened, healed and exchanged. Thread-safe. */
public final class ConnectionEvents {
  private ConnectionEvents() {}

  /**
   * @param tookNanos of the application's own opening
   */
  public static void opened(long id, String database, String driver, long tookNanos) {
    Event.of(EventType.CONNECTION_OPENED)
        .about(id, database)
        .with("driver", driver)
        .span("took", tookNanos)
        .emit();
  }

  /** A connection that cannot be healed, from the start. */
  public static void unmanaged(String database, String reason) {
    Event.of(EventType.CONNECTION_UNMANAGED).about(database).with("reason", reason).emit();
  }

  public static void healed(
      long id, String database, String cause, long idleNanos, int attempt, long tookNanos) {
    Event.of(EventType.CONNECTION_HEALED)
        .about(id, database)
        .with("cause", cause)
        .span("idle", idleNanos)
        .with("attempt", attempt)
        .span("took", tookNanos)
        .emit();
  }

  public static void recycled(long id, String database, long ageNanos) {
    Event.of(EventType.CONNECTION_RECYCLED).about(id, database).span("age", ageNanos).emit();
  }

  public static void healFailed(
      long id, String database, String cause, int attempts, long tookNanos, Throwable failure) {
    Event.of(EventType.HEAL_FAILED)
        .about(id, database)
        .with("cause", cause)
        .with("attempts", attempts)
        .span("took", tookNanos)
        .failure(failure)
        .emit();
  }

  /**
   * Nobody tried, for a reason that another event has told: at info, one line for each call would
   * be too much.
   */
  public static void healSkipped(long id, String database, String cause, String reason) {
    Event.of(EventType.HEAL_SKIPPED)
        .about(id, database)
        .with("cause", cause)
        .with("reason", reason)
        .emit();
  }

  public static void loginRefused(long id, String database, Throwable failure) {
    Event.of(EventType.LOGIN_REFUSED)
        .about(id, database)
        .with("remedy", "the password seems to have changed: restart with the new one")
        .failure(failure)
        .emit();
  }

  /**
   * @param failure without a word of the SQL
   */
  public static void initSqlFailed(String database, String failure) {
    Event.of(EventType.INIT_SQL_FAILED).about(database).with("error", failure).emit();
  }

  /**
   * A time-out of the options is not in force; said once for each option and database.
   *
   * @param failure null if nothing was tried
   */
  public static void timeOutNotSet(
      String option, String database, String reason, Throwable failure) {
    Event.of(EventType.TIME_OUT_NOT_SET)
        .with("option", option)
        .about(database)
        .with("reason", reason)
        .failure(failure)
        .emit();
  }

  /** Something else that reconnects, retries or replays; said once per database. */
  public static void competingMachinery(
      String database, String title, String reason, String remedy) {
    Event.of(EventType.COMPETING_MACHINERY)
        .about(database)
        .with("name", title)
        .with("reason", reason)
        .with("remedy", remedy)
        .emit();
  }

  /** The server of a connection has said who it is: from now on it can be asked after its calls. */
  public static void sessionKnown(long id, String database) {
    Event.of(EventType.SESSION_KNOWN).about(id, database).emit();
  }
}
