package io.dbkeepalive.telemetry.alert;

import io.dbkeepalive.telemetry.state.Counter;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.Durations;
import io.dbkeepalive.telemetry.state.Figures;
import io.dbkeepalive.telemetry.state.Timer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** What was counted of one database in the last minute. Of one thread. */
final class Window {
  private static final long LENGTH = TimeUnit.MINUTES.toNanos(1);

  /** Counts are kept so often. */
  private static final long STEP = TimeUnit.SECONDS.toNanos(5);

  /** Oldest first; the newest is of now. */
  private final Deque<Counts> counts = new ArrayDeque<>();

  void look(DatabaseState state, long now) {
    Counts newest = counts.peekLast();
    Counts fresh = new Counts(state.figures, now);
    if (counts.size() > 1 && now - newest.at < STEP) {
      counts.removeLast(); // of this step already
      fresh = new Counts(state.figures, newest.at);
    }
    counts.addLast(fresh);
    while (counts.size() > 1 && now - counts.peekFirst().at > LENGTH) {
      counts.removeFirst();
    }
  }

  long heals() {
    return counts.peekLast().heals - counts.peekFirst().heals;
  }

  /** Connections that could not be healed, and calls that were refused. */
  long failures() {
    return counts.peekLast().failures - counts.peekFirst().failures;
  }

  /** On average; 0 without any. */
  double secondsToConnect() {
    long number = counts.peekLast().connects - counts.peekFirst().connects;
    double seconds = counts.peekLast().connectSeconds - counts.peekFirst().connectSeconds;
    return number == 0 ? 0 : seconds / number;
  }

  private static final class Counts {
    final long at;
    final long heals;
    final long failures;
    final long connects;
    final double connectSeconds;

    Counts(Figures figures, long at) {
      this.at = at;
      this.heals = figures.total(Counter.HEALS);
      this.failures = figures.total(Counter.HEAL_FAILURES) + figures.total(Counter.REFUSALS);
      Durations opens = figures.durations(Timer.OPEN);
      this.connects = Arrays.stream(opens.counts()).sum();
      this.connectSeconds = opens.sumSeconds();
    }
  }
}
