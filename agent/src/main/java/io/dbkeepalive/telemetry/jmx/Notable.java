package io.dbkeepalive.telemetry.jmx;

import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventType;
import org.slf4j.event.Level;

/** Which events JMX clients are told of. Stateless. */
final class Notable {
  private Notable() {}

  static boolean is(Event event) {
    return event.type().level().toInt() >= Level.WARN.toInt()
        || event.type() == EventType.ALERT_OVER
        || event.type() == EventType.BREAKER_CLOSED;
  }
}
