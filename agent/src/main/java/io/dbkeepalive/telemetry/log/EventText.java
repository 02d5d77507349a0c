package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.telemetry.events.Event;

/** What the log writes of an event, for others who show it. Stateless. */
public final class EventText {
  private EventText() {}

  /** Its fields, and what was thrown: masked, bounded, on one line. */
  public static String of(Event event) {
    LogLine line = new LogLine(event.type().level(), event.type().toString());
    event.fields().forEach(line::add);
    if (event.failure() != null) {
      line.add("error", ErrorText.summary(event.failure()), ErrorText.LONGEST_SUMMARY);
    }
    return line.fieldsAsText();
  }
}
