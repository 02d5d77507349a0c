package io.dbkeepalive.instrumentation;

import io.dbkeepalive.dialect.CompetingMachinery;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import java.sql.Connection;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says once per database what else competes with this agent. Thread-safe. */
final class Competition {
  /** Applications that make up a database for each tenant must not fill the memory. */
  private static final int MOST_DATABASES = 1_000;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** At a connection that is managed from now on. */
  void look(String url, Connection connection) {
    String database = DatabaseName.of(url);
    if (isNew(database)) {
      report(database, CompetingMachinery.around(url, connection));
    }
  }

  /** At what opened a connection around one that is managed. */
  void look(String url, Class<?> opener) {
    Collection<CompetingMachinery> found = CompetingMachinery.around(opener);
    String database = DatabaseName.of(url);
    if (!found.isEmpty() && isNew(database + " by " + opener.getName())) {
      report(database, found);
    }
  }

  private boolean isNew(String what) {
    return !seen.contains(what) && seen.size() < MOST_DATABASES && seen.add(what);
  }

  private static void report(String database, Collection<CompetingMachinery> found) {
    for (CompetingMachinery machinery : found) {
      ConnectionEvents.competingMachinery(
          database, machinery.title, machinery.reason, machinery.remedy);
    }
  }
}
