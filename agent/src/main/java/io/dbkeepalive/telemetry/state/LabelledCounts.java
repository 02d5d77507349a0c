package io.dbkeepalive.telemetry.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by a label, of which there are few. Thread-safe. */
final class LabelledCounts {
  /** Labels come from closed sets, all smaller; should one not be, it fills no memory. */
  static final int MOST = 32;

  static final String OTHER = "other";

  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * @param label null where there is no label
   */
  void add(String label) {
    String key = label == null ? "" : label;
    LongAdder count = counts.get(key);
    if (count == null) {
      String bounded = counts.size() < MOST ? key : OTHER;
      count = counts.computeIfAbsent(bounded, absent -> new LongAdder());
    }
    count.increment();
  }

  /** By label, which is empty where there is none. */
  Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    counts.forEach((label, count) -> values.put(label, count.sum()));
    return values;
  }
}
