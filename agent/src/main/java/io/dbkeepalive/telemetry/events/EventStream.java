package io.dbkeepalive.telemetry.events;

import io.dbkeepalive.telemetry.log.LogOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Where all events pass: the log first, then whoever listens. Never on the way of a healthy call.
 * Thread-safe; never throws.
 */
public final class EventStream {
  private static final Logger LOG = LogOutput.logger("dbkeepalive");
  private static final List<Consumer<Event>> LISTENERS = new CopyOnWriteArrayList<>();

  /** More options than are ever wrong at once. */
  private static final int MOST_EARLY = 50;

  /** What happened before anybody listened. Guarded by itself. */
  private static final List<Event> EARLY = new ArrayList<>();

  private EventStream() {}

  /**
   * From now on the listener is given each event, by the thread to which it happened: often one of
   * the application's, inside a call. So it must neither wait nor call back into a driver.
   */
  public static void listen(Consumer<Event> listener) {
    LISTENERS.add(listener);
  }

  /**
   * The same, and at once what happened before anybody listened: the agent reads its options long
   * before it is put together.
   */
  public static void listenFromTheStart(Consumer<Event> listener) {
    List<Event> early;
    synchronized (EARLY) {
      early = new ArrayList<>(EARLY);
      EARLY.clear();
      LISTENERS.add(listener);
    }
    early.forEach(listener);
  }

  /** Not from now on; for tests. */
  public static void unlisten(Consumer<Event> listener) {
    LISTENERS.remove(listener);
  }

  static void emit(Event event) {
    log(event);
    if (LISTENERS.isEmpty()) {
      keep(event);
    }
    for (Consumer<Event> listener : LISTENERS) {
      try {
        listener.accept(event);
      } catch (RuntimeException | LinkageError defect) {
        log(AgentEvents.error("telling of " + event.type(), defect));
      }
    }
  }

  private static void keep(Event event) {
    synchronized (EARLY) {
      if (EARLY.size() < MOST_EARLY) {
        EARLY.add(event);
      }
    }
  }

  private static void log(Event event) {
    Level level = event.type().level();
    if (!LOG.isEnabledForLevel(level)) {
      return;
    }
    LoggingEventBuilder line = LOG.atLevel(level).setMessage(event.type().toString());
    for (Map.Entry<String, Object> field : event.fields().entrySet()) {
      line = line.addKeyValue(field.getKey(), field.getValue());
    }
    line.setCause(event.failure()).log();
  }
}
