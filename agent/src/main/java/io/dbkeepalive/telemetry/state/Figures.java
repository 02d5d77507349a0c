package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.events.Event;
import java.util.EnumMap;
import java.util.Map;

/** All counters of one database. Thread-safe; counts only grow. */
public final class Figures {
  private final Map<Counter, LabelledCounts> counters = new EnumMap<>(Counter.class);
  private final Map<Timer, Durations> timers = new EnumMap<>(Timer.class);

  Figures() {
    for (Counter counter : Counter.values()) {
      counters.put(counter, new LabelledCounts());
    }
    for (Timer timer : Timer.values()) {
      timers.put(timer, new Durations());
    }
  }

  void count(Event event) {
    switch (event.type()) {
      case CONNECTION_OPENED:
        add(Counter.CONNECTIONS_OPENED, null);
        time(Timer.OPEN, event);
        break;
      case CONNECTION_UNMANAGED:
        add(Counter.CONNECTIONS_UNMANAGED, null);
        break;
      case CONNECTION_HEALED:
        add(Counter.HEALS, event.text("cause"));
        time(Timer.HEAL, event);
        break;
      case HEAL_FAILED:
        add(Counter.HEAL_FAILURES, "unreachable");
        break;
      case LOGIN_REFUSED:
        add(Counter.HEAL_FAILURES, "login-refused");
        break;
      case HEAL_SKIPPED:
        add(Counter.HEAL_FAILURES, "not-tried");
        break;
      case CALL_REFUSED:
        add(Counter.REFUSALS, event.text("reason"));
        break;
      case CALL_REPEATED:
        add(Counter.RETRIES, event.text("outcome"));
        break;
      case WOULD_HEAL:
        add(Counter.OBSERVED, "heal");
        break;
      case WOULD_REFUSE:
        add(Counter.OBSERVED, "refuse");
        break;
      case CONNECTION_PINGED:
        add(Counter.PINGS, "answered");
        time(Timer.PING, event);
        break;
      case PING_FAILED:
        add(Counter.PINGS, "failed");
        time(Timer.PING, event);
        break;
      case CONNECTION_RECYCLED:
        add(Counter.RECYCLED, null);
        break;
      case CALL_STALLED:
        add(Counter.STALLED_CALLS, null);
        break;
      case CALL_ABORTED:
        add(Counter.ABORTED_CALLS, null);
        break;
      case CONNECTION_LEAK:
        add(Counter.LEAKS, null);
        break;
      case CONNECTION_LEAK_OVER:
        add(Counter.LEAKS_OVER, null);
        break;
      case CONNECT_REFUSED:
        add(Counter.CONNECTION_TIMEOUTS, null);
        break;
      case BREAKER_OPENED:
        add(Counter.BREAKER_OPENINGS, null);
        break;
      default: // is told, not counted
    }
  }

  private void add(Counter counter, String label) {
    counters.get(counter).add(label);
  }

  private void time(Timer timer, Event event) {
    timers.get(timer).add(event.nanos("took"));
  }

  /** By label; of a counter without labels the one key is empty, once it has counted. */
  public Map<String, Long> counts(Counter counter) {
    return counters.get(counter).values();
  }

  /** Over all labels. */
  public long total(Counter counter) {
    return counts(counter).values().stream().mapToLong(Long::longValue).sum();
  }

  public Durations durations(Timer timer) {
    return timers.get(timer);
  }
}
