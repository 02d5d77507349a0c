package io.dbkeepalive.telemetry.state;

import java.util.List;

/** What people can make the agent do, and what it takes longer to look at. Thread-safe. */
public interface Control {
  /** False: it only looks on, as with {@code recovery=observe}. */
  boolean isEnabled();

  void enable(boolean on);

  /**
   * Pings all connections that are in no call, and waits for the answers, at most a few seconds.
   *
   * @param database its short name; null for all
   */
  Checked ping(String database);

  /**
   * Heals all connections that are lost and hold nothing, whatever pause they were in, and waits as
   * {@link #ping} does, which comes first.
   */
  Checked recover(String database);

  /**
   * The connections to it, some of them where there are many.
   *
   * @param most of them
   */
  List<ConnectionState> connections(String database, int most);
}
