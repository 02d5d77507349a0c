package io.dbkeepalive.connection;

import io.dbkeepalive.telemetry.events.ConnectionEvents;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says once per database which time-out could not be set there. Thread-safe. */
final class OnceSaid {
  /** Applications that make up a database for each tenant must not fill the memory. */
  private static final int MOST = 1_000;

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * @param failure null if nothing was tried
   */
  void timeOutNotSet(String option, String database, String reason, Throwable failure) {
    if (said.size() < MOST && said.add(option + ' ' + database)) {
      ConnectionEvents.timeOutNotSet(option, database, reason, failure);
    }
  }
}
