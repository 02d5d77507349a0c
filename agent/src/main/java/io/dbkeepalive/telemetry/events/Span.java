package io.dbkeepalive.telemetry.events;

import io.dbkeepalive.telemetry.Spans;

/** A span of time that knows how people read it. Immutable. */
final class Span {
  final long nanos;

  Span(long nanos) {
    this.nanos = nanos;
  }

  @Override
  public String toString() {
    return Spans.text(nanos);
  }
}
