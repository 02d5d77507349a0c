package io.dbkeepalive.telemetry.alert;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** Says each hour what happened, in one line; nothing after an hour without news. Of one thread. */
public final class Summary {
  static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** All totals as of the last line. */
  private final Map<Counter, Long> said = new EnumMap<>(Counter.class);

  private long hourBegan;

  /**
   * @param now from any fixed origin
   */
  public Summary(long now) {
    this.hourBegan = now;
  }

  /** To be called now and then. */
  public void look(List<DatabaseState> databases, long now) {
    if (now - hourBegan < HOUR) {
      return;
    }
    hourBegan = now;
    StringJoiner text = new StringJoiner(", ");
    boolean isNews = false;
    for (Counter counter : Counter.values()) {
      long total = databases.stream().mapToLong(each -> each.figures.total(counter)).sum();
      Long before = said.put(counter, total);
      long lately = total - (before == null ? 0 : before);
      if (lately > 0) {
        text.add(lately + " " + counter.metric.replace('_', ' '));
        isNews |= isNews(counter);
      }
    }
    if (isNews) {
      AgentEvents.hourly(text.toString());
    }
  }

  /** Connects and pings are what each hour has. */
  private static boolean isNews(Counter counter) {
    return counter != Counter.PINGS
        && counter != Counter.CONNECTIONS_OPENED
        && counter != Counter.RECYCLED;
  }
}
