package io.dbkeepalive.telemetry.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts repeats of an event instead of letting them through: within ten seconds of one that was
 * written, the same event is only counted. Thread-safe; remembers a bounded number of events and
 * forgets first, count and all, the one written longest ago.
 */
final class RepeatFilter {
  static final long WINDOW_NANOS = 10_000_000_000L;
  static final int MOST_EVENTS = 256;

  /** What {@link #admit} returns for an event that is not to be written. */
  static final int COUNTED = -1;

  /** By the event's identity, the one written longest ago first; guarded by itself. */
  private final Map<String, Written> written = new LinkedHashMap<>();

  /**
   * Decides on one event.
   *
   * @param identity equal for events that count as the same
   * @param nanos the time, from any fixed origin
   * @return {@link #COUNTED}, or how many were counted since the last one written
   */
  int admit(String identity, long nanos) {
    synchronized (written) {
      Written last = written.get(identity);
      if (last != null && nanos - last.nanos < WINDOW_NANOS) {
        last.repeats++;
        return COUNTED;
      }
      written.remove(identity);
      if (written.size() >= MOST_EVENTS) {
        written.remove(written.keySet().iterator().next());
      }
      written.put(identity, new Written(nanos));
      return last == null ? 0 : last.repeats;
    }
  }

  /** Guarded by the filter's map. */
  private static final class Written {
    final long nanos;
    int repeats;

    Written(long nanos) {
      this.nanos = nanos;
    }
  }
}
