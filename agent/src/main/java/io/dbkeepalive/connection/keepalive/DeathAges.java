package io.dbkeepalive.connection.keepalive;

import java.util.concurrent.TimeUnit;

/**
 * The shortest idle age at which connections of one database were seen to die, which is how a proxy
 * or firewall that forgets idle connections shows itself. Thread-safe.
 */
final class DeathAges {
  /** What dies younger does not die of idleness. */
  static final long LEAST = TimeUnit.SECONDS.toNanos(2);

  /** What dies within so short a time may have died of one cause. */
  static final long EVENT = TimeUnit.SECONDS.toNanos(10);

  /** How long the first death is remembered; each further one, at such an age, doubles it. */
  static final long FIRST_MEMORY = TimeUnit.HOURS.toNanos(1);

  static final long LONGEST_MEMORY = TimeUnit.HOURS.toNanos(24);

  static final long NONE = Long.MAX_VALUE;

  private long shortest = NONE;
  private long memory = FIRST_MEMORY / 2;
  private long until;
  private long beforeEvent = NONE;
  private long memoryBeforeEvent = memory;
  private long eventBegan;
  private boolean inEvent;
  private boolean discarded;

  /**
   * A connection was found dead. Where one that was in use a moment ago dies with those that were
   * idle, idleness was not the cause: a restart, say.
   *
   * @param age of its last answer, in nanoseconds
   * @param now by {@code System.nanoTime}
   * @return whether the shortest age has changed
   */
  synchronized boolean died(long age, long now) {
    long before = shortest(now);
    if (!inEvent || now - eventBegan > EVENT) {
      inEvent = true;
      discarded = false;
      eventBegan = now;
      beforeEvent = before;
      memoryBeforeEvent = memory;
    }
    boolean ofUse = age < LEAST || shortest != NONE && shortest < beforeEvent && age < shortest / 2;
    if (ofUse) {
      discard();
    } else if (!discarded) {
      shortest = Math.min(before, age);
      memory = Math.min(LONGEST_MEMORY, memoryBeforeEvent * 2);
      until = now + memory;
    }
    return shortest != before;
  }

  /** The database itself is away: what died just now did not die of idleness. */
  synchronized void unreachable(long now) {
    if (inEvent && now - eventBegan <= EVENT) {
      discard();
    }
  }

  private void discard() {
    discarded = true;
    shortest = beforeEvent;
    memory = memoryBeforeEvent;
  }

  /**
   * @return in nanoseconds; {@link #NONE} if none died, or not for long
   */
  synchronized long shortest(long now) {
    if (shortest != NONE && now - until > 0) {
      shortest = NONE;
    }
    return shortest;
  }
}
