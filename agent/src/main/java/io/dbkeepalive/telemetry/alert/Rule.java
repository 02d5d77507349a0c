package io.dbkeepalive.telemetry.alert;

import io.dbkeepalive.telemetry.EnumWords;
import io.dbkeepalive.telemetry.Spans;
import io.dbkeepalive.telemetry.state.Breaker;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What needs a person. Each rule says of one database why it is so, or nothing. */
enum Rule {
  DATABASE_UNHEALTHY(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.health.up ? null : of.health.reason;
    }
  },
  BREAKER_OPEN(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.breaker == Breaker.CLOSED
          ? null
          : "calls fail at once, until a trial in the background finds the database back";
    }
  },
  /** More than half of those that met a lost connection, and enough of them to say so. */
  FAILURE_RATE(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      long failed = lately.failures();
      long all = failed + lately.heals();
      return all < LEAST_FAILURES || 2 * failed <= all
          ? null
          : failed + " of " + all + " losses in the last minute were not healed, or told";
    }
  },
  CONNECTION_LEAK(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.leaks() <= 0
          ? null
          : of.leaks()
              + " connections are held for longer than leak-threshold; the log says by whom";
    }
  },
  BUDGET_USED(2) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.budgetShare < 2 || of.budgetUsed < 0.8 * of.budgetShare
          ? null
          : of.budgetUsed + " of " + of.budgetShare + " connections of the budget are open";
    }
  },
  SLOW_STATEMENTS(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.hasLongCall()
          ? "a call has run for longer than " + Spans.text(DatabaseState.LONG_CALL_NANOS)
          : null;
    }
  },
  SLOW_CONNECTS(0) {
    @Override
    String reason(DatabaseState of, Window lately) {
      double seconds = lately.secondsToConnect();
      return seconds < SLOW_CONNECT_SECONDS
          ? null
          : String.format(
              Locale.ROOT, "connects of the last minute took %.1f s on average", seconds);
    }
  },
  PING_COVERAGE(5) {
    @Override
    String reason(DatabaseState of, Window lately) {
      return of.isCovered()
          ? null
          : Math.round(100 * (1 - of.coverage)) + " % of idle connections were not pinged in time";
    }
  };

  private static final int LEAST_FAILURES = 10;
  private static final double SLOW_CONNECT_SECONDS = 2;

  /** For so long it must be so before anybody is told. */
  final long patienceNanos;

  private final String text = EnumWords.of(this);

  Rule(int patienceSeconds) {
    this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
  }

  /**
   * @return null if all is well
   */
  abstract String reason(DatabaseState of, Window lately);

  /** As the log writes it. */
  @Override
  public String toString() {
    return text;
  }
}
