package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.config.EffectiveOption;
import io.dbkeepalive.config.Options;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What JMX, HTTP, metrics and alerts read, all of them. Reading asks nothing of any database.
 * Thread-safe.
 */
public final class Model {
  /** Who reads in a burst gets the same again. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String version;
  private final List<EffectiveOption> options;
  private final Databases databases;
  private final Control control;
  private final LongSupplier nanoTime;
  private final long started;

  /** By database, of which the model has a bounded number. */
  private final ConcurrentMap<String, History> histories = new ConcurrentHashMap<>();

  private final Fresh<List<DatabaseState>> states;

  /**
   * @param started when the agent did, by {@code nanoTime}
   */
  public Model(
      String version,
      Options options,
      Databases databases,
      Control control,
      LongSupplier nanoTime,
      long started) {
    this.version = version;
    this.options = options.all();
    this.databases = databases;
    this.control = control;
    this.nanoTime = nanoTime;
    this.started = started;
    this.states =
        new Fresh<>(() -> Collections.unmodifiableList(databases.all()), FRESH_NANOS, nanoTime);
  }

  public String version() {
    return version;
  }

  /** All of them, secrets left out; globs and paths as given, to be masked where they are shown. */
  public List<EffectiveOption> options() {
    return options;
  }

  public long uptimeNanos() {
    return nanoTime.getAsLong() - started;
  }

  public Control control() {
    return control;
  }

  /** As of a tenth of a second ago at most, by name. */
  public List<DatabaseState> databases() {
    return states.get();
  }

  /** Adds what is now to the past; to be called every second or so. */
  public void remember() {
    long now = nanoTime.getAsLong();
    for (DatabaseState database : databases()) {
      histories.computeIfAbsent(database.name, name -> new History()).look(database, now);
    }
  }

  /** The oldest first, each {@link History#STEP_NANOS} after the other; empty at the start. */
  public List<History.Entry> history(DatabaseState database) {
    History history = histories.get(database.name);
    return history == null ? Collections.emptyList() : history.entries();
  }

  /** What is at fault with it, the most urgent first; empty if all is well. */
  public List<Finding> findings(DatabaseState database) {
    return Diagnosis.of(database, Instant.now());
  }

  /** Null if there is none of that name. */
  public DatabaseState database(String name) {
    for (DatabaseState database : databases()) {
      if (database.name.equals(name)) {
        return database;
      }
    }
    return null;
  }

  /** Whether all databases are there. */
  public boolean isUp() {
    return databases().stream().allMatch(database -> database.health.up);
  }

  /** Of all databases and of none, the newest first. */
  public List<RecentEvent> recentEvents() {
    return databases.recentEvents();
  }

  /** Defects of the agent, since its start. */
  public long agentErrors() {
    return databases.agentErrors();
  }
}
