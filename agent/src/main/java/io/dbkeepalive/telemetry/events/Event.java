package io.dbkeepalive.telemetry.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened. Built by one thread and not changed any more once it is emitted; from
 * then on it may be read by any.
 */
public final class Event {
  private final EventType type;

  /** In the order in which people read them; values are text, numbers, switches or spans. */
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private final long millis = System.currentTimeMillis();

  private Throwable failure;

  private Event(EventType type) {
    this.type = type;
  }

  static Event of(EventType type) {
    return new Event(type);
  }

  /** Adds a field; null is left out. */
  Event with(String key, Object value) {
    if (value != null) {
      fields.put(key, value);
    }
    return this;
  }

  /** Adds a span of time. */
  Event span(String key, long nanos) {
    return with(key, new Span(nanos));
  }

  Event about(String database) {
    return with("database", database);
  }

  Event about(long connection, String database) {
    return with("connection", connection).about(database);
  }

  /**
   * @param cause may be null
   */
  Event failure(Throwable cause) {
    failure = cause;
    return this;
  }

  void emit() {
    EventStream.emit(this);
  }

  public EventType type() {
    return type;
  }

  /** When it happened, since the epoch. */
  public long millis() {
    return millis;
  }

  /** Its short name; null where no single database is concerned. */
  public String database() {
    return text("database");
  }

  /** The field as text, null if there is none. */
  public String text(String key) {
    Object value = fields.get(key);
    return value == null ? null : value.toString();
  }

  /** The span of that field in nanoseconds; 0 if there is none. */
  public long nanos(String key) {
    Object value = fields.get(key);
    return value instanceof Span ? ((Span) value).nanos : 0;
  }

  /** In the order in which people read them. */
  public Map<String, Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** What was thrown; may be null. */
  public Throwable failure() {
    return failure;
  }
}
