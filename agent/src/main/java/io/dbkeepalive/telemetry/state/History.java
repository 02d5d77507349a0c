package io.dbkeepalive.telemetry.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What was counted of one database in each half minute of the last two hours: who comes to look
 * comes late. Thread-safe.
 */
public final class History {
  /** Of one entry. */
  public static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Entries are kept, the newest included. */
  static final int MOST = 240;

  /** A ring, its fields too; the newest at {@code (steps - 1) % MOST}. Guarded by this, all. */
  private final int[] heals = new int[MOST];

  private final int[] failures = new int[MOST];
  private final int[] refusals = new int[MOST];
  private final boolean[] downs = new boolean[MOST];

  /** How many have begun, the newest included. */
  private long steps;

  /** When the newest began. */
  private long began;

  private long healsBefore;
  private long failuresBefore;
  private long refusalsBefore;

  /**
   * To be called every second or so, with nothing counted before the first call but what that call
   * is to show.
   *
   * @param now from any fixed origin, in nanoseconds
   */
  synchronized void look(DatabaseState state, long now) {
    if (steps == 0) {
      began = now;
      begin();
    }
    for (long passed = 0; now - began >= STEP_NANOS && passed < MOST; passed++) {
      began += STEP_NANOS;
      begin();
    }
    if (now - began >= STEP_NANOS) { // the machine slept for longer than is kept
      began = now;
    }
    int newest = newest();
    long healed = state.figures.total(Counter.HEALS);
    long failed = state.figures.total(Counter.HEAL_FAILURES);
    long refused = state.figures.total(Counter.REFUSALS);
    heals[newest] += (int) (healed - healsBefore);
    failures[newest] += (int) (failed - failuresBefore);
    refusals[newest] += (int) (refused - refusalsBefore);
    downs[newest] |= !state.health.up;
    healsBefore = healed;
    failuresBefore = failed;
    refusalsBefore = refused;
  }

  private void begin() {
    steps++;
    int newest = newest();
    heals[newest] = 0;
    failures[newest] = 0;
    refusals[newest] = 0;
    downs[newest] = false;
  }

  private int newest() {
    return (int) ((steps - 1) % MOST);
  }

  /** The oldest first; none lies between two of them that is not there. */
  public synchronized List<Entry> entries() {
    int number = (int) Math.min(steps, MOST);
    List<Entry> entries = new ArrayList<>(number);
    for (long step = steps - number; step < steps; step++) {
      int at = (int) (step % MOST);
      entries.add(new Entry(heals[at], failures[at], refusals[at], downs[at]));
    }
    return Collections.unmodifiableList(entries);
  }

  /** One half minute. Immutable. */
  public static final class Entry {
    public final int heals;

    /** Attempts to heal a connection that came to nothing. */
    public final int failures;

    /** Calls of the application that were told. */
    public final int refusals;

    /** Whether the database was DOWN at any moment. */
    public final boolean down;

    Entry(int heals, int failures, int refusals, boolean down) {
      this.heals = heals;
      this.failures = failures;
      this.refusals = refusals;
      this.down = down;
    }
  }
}
