package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.event.Level;

/**
 * The one model of what is known, for JMX, HTTP, metrics and alerts: counts each event, and asks
 * those who know what is. Thread-safe.
 */
public final class Databases implements Consumer<Event> {
  /** Applications that make up a database for each tenant must not fill memory, nor metrics. */
  public static final int MOST = 100;

  /** Stands for all databases beyond. */
  public static final String OTHER = "other";

  private final List<StateSource> sources;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
  private final RecentEvents events = new RecentEvents();
  private final LongAdder agentErrors = new LongAdder();

  public Databases(StateSource... sources) {
    this.sources = Arrays.asList(sources);
  }

  @Override
  public void accept(Event event) {
    boolean isShown = event.type().level().toInt() >= Level.INFO.toInt();
    Instant now = isShown ? Instant.ofEpochMilli(event.millis()) : null;
    if (event.type() == EventType.AGENT_ERROR) {
      agentErrors.increment();
    }
    if (event.database() != null) {
      Known database = of(event.database());
      database.count(event);
      if (isShown) {
        database.events.add(event, now);
      }
    }
    if (isShown) {
      events.add(event, now);
    }
  }

  private Known of(String database) {
    Known found = known.get(database);
    if (found == null) {
      String name = known.size() < MOST ? database : OTHER;
      found = known.computeIfAbsent(name, absent -> new Known());
    }
    return found;
  }

  /** By name, in its order. */
  public List<DatabaseState> all() {
    Map<String, DatabaseState.Builder> builders = new TreeMap<>();
    known.keySet().forEach(name -> builders.put(name, new DatabaseState.Builder(name)));
    for (StateSource source : sources) {
      source.tell(name -> builders.computeIfAbsent(known(name), DatabaseState.Builder::new));
    }
    List<DatabaseState> all = new ArrayList<>(builders.size());
    builders.forEach(
        (name, builder) -> {
          Known of = of(name);
          all.add(builder.build(of.trouble, of.figures, of.events.list()));
        });
    return all;
  }

  private String known(String database) {
    of(database);
    return known.containsKey(database) ? database : OTHER;
  }

  /** Of all databases and of none, the newest first. */
  public List<RecentEvent> recentEvents() {
    return events.list();
  }

  public long agentErrors() {
    return agentErrors.sum();
  }

  /** What is kept of one. */
  private static final class Known {
    final Figures figures = new Figures();
    final RecentEvents events = new RecentEvents();
    volatile Trouble trouble = Trouble.OTHER;

    void count(Event event) {
      figures.count(event);
      switch (event.type()) {
        case HEAL_FAILED:
        case BREAKER_OPENED:
        case BREAKER_TRIAL_FAILED:
          trouble = Trouble.of(event.failure());
          break;
        default: // does not say why it is away
      }
    }
  }
}
