package io.dbkeepalive.connection.stall;

import java.util.concurrent.TimeUnit;

/** How long things take, in nanoseconds, all from {@code stall-timeout}. Immutable. */
final class StallTimes {
  private static final long LONGEST_ROUND = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_DEADLINE = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_DEADLINE = TimeUnit.SECONDS.toNanos(3);

  /** After which a call is asked after. */
  final long timeout;

  /** Between two looks. */
  final long round;

  /** From the beginning of the first inquiry to that of the second. */
  final long pause;

  /** After which a server counts as one that does not answer. */
  final long deadline;

  /** Between inquiries after a call that is still worked at: they become rarer up to this. */
  final long longestPause;

  StallTimes(long timeoutMillis) {
    timeout = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    round = Math.min(LONGEST_ROUND, timeout / 8);
    pause = Math.min(LONGEST_DEADLINE, timeout / 2);
    deadline = Math.max(SHORTEST_DEADLINE, pause);
    longestPause = 4 * timeout;
  }
}
