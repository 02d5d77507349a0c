package io.dbkeepalive.telemetry.state;

/**
 * One connection of a driver that was in use before the agent came: seen, and not looked after.
 * Immutable.
 */
public final class WatchedConnection {
  /** Since the agent first saw it used, in nanoseconds. */
  public final long seenNanosAgo;

  /** Since it was last used in a way that the agent sees, in nanoseconds. */
  public final long usedNanosAgo;

  public WatchedConnection(long seenNanosAgo, long usedNanosAgo) {
    this.seenNanosAgo = seenNanosAgo;
    this.usedNanosAgo = usedNanosAgo;
  }
}
