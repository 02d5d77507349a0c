package io.dbkeepalive.telemetry.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Of databases that are away, and of the way back to them. Thread-safe. */
public final class BreakerEvents {
  private BreakerEvents() {}

  /** So many wait for a reconnect that this one would come after its deadline. */
  public static void reconnectLimited(String database, int perSecond) {
    Event.of(EventType.RECONNECT_LIMITED)
        .about(database)
        .with("rate", perSecond + "/s")
        .with("remedy", "raise reconnect-rate if the database can take more")
        .emit();
  }

  /**
   * @param failures connects that failed in a row
   * @param awayNanos since the first of them
   */
  public static void opened(
      String database, int failures, long awayNanos, long trialInNanos, Throwable failure) {
    of(EventType.BREAKER_OPENED, database, failures, awayNanos)
        .span("trial-in", trialInNanos)
        .failure(failure)
        .emit();
  }

  public static void halfOpen(String database, int failures, long awayNanos) {
    of(EventType.BREAKER_HALF_OPEN, database, failures, awayNanos).emit();
  }

  /**
   * @param failure null if the trial did not come to an end
   */
  public static void trialFailed(String database, long awayNanos, Throwable failure) {
    of(EventType.BREAKER_TRIAL_FAILED, database, null, awayNanos).failure(failure).emit();
  }

  public static void closed(String database, int failures, long awayNanos) {
    of(EventType.BREAKER_CLOSED, database, failures, awayNanos).span("away", awayNanos).emit();
  }

  private static Event of(EventType type, String database, Integer failures, long awayNanos) {
    Instant since = Instant.now().minusNanos(awayNanos).truncatedTo(ChronoUnit.MILLIS);
    return Event.of(type).about(database).with("failures", failures).with("since", since);
  }
}
