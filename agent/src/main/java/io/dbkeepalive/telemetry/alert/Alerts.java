package io.dbkeepalive.telemetry.alert;

import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at what is known of each database, and tells of what needs a person: once, and again when
 * it is over. What comes and goes is told once per cool-down. Of one thread.
 */
public final class Alerts {
  private final long coolDownNanos;

  /** By database, of which the model has a bounded number. */
  private final Map<String, Watch> watches = new HashMap<>();

  public Alerts(long coolDownNanos) {
    this.coolDownNanos = coolDownNanos;
  }

  /**
   * To be called every second or so.
   *
   * @param now from any fixed origin
   */
  public void look(List<DatabaseState> databases, long now) {
    for (DatabaseState database : databases) {
      watches.computeIfAbsent(database.name, name -> new Watch()).look(database, now);
    }
  }

  /** One database. */
  private final class Watch {
    private final Window window = new Window();
    private final Map<Rule, Condition> conditions = new EnumMap<>(Rule.class);

    void look(DatabaseState database, long now) {
      window.look(database, now);
      for (Rule rule : Rule.values()) {
        Condition condition = conditions.computeIfAbsent(rule, Condition::new);
        condition.look(database.name, rule.reason(database, window), now);
      }
    }
  }

  /** What one rule says of one database. */
  private final class Condition {
    private final Rule rule;

    /** Since when it is so; null while it is not. */
    private Long since;

    /** When it was last told; null if never. */
    private Long toldAt;

    private boolean isTold;

    Condition(Rule rule) {
      this.rule = rule;
    }

    void look(String database, String reason, long now) {
      if (reason == null) {
        if (isTold) {
          AdminEvents.alertOver(rule.toString(), database, now - since);
        }
        since = null;
        isTold = false;
        return;
      }
      since = since == null ? (Long) now : since;
      boolean cool = toldAt == null || now - toldAt >= coolDownNanos;
      if (!isTold && cool && now - since >= rule.patienceNanos) {
        isTold = true;
        toldAt = now;
        AdminEvents.alert(rule.toString(), database, reason);
      }
    }
  }
}
