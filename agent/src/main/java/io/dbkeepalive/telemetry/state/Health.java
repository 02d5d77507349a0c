package io.dbkeepalive.telemetry.state;

import io.dbkeepalive.telemetry.Spans;
import java.util.concurrent.TimeUnit;

/** Whether a database is there, as far as is known. Immutable. */
public final class Health {
  /**
   * What is older says nothing: the agent tries again more often than that, where it may. Else a
   * load balancer that sends no requests for it would keep the next attempt from being made.
   */
  static final long EVIDENCE = TimeUnit.SECONDS.toNanos(90);

  public final boolean up;

  /** A sentence for people, which names no secret. */
  public final String reason;

  private Health(boolean up, String reason) {
    this.up = up;
    this.reason = reason;
  }

  static Health of(DatabaseState.Builder known) {
    int lost = known.connections.get(ConnectionState.At.LOST);
    int all = known.connections.values().stream().mapToInt(Integer::intValue).sum();
    if (known.breaker != Breaker.CLOSED) {
      return new Health(false, "connects have failed for so long that the circuit breaker is open");
    }
    boolean aliveSince = lost < all && known.answered <= known.died;
    if (!aliveSince && known.connectFailed <= EVIDENCE) {
      return new Health(
          false, "the last connect failed, " + Spans.text(known.connectFailed) + " ago");
    }
    if (all > 0 && lost == all && known.died <= EVIDENCE && known.reached > known.died) {
      return new Health(false, "all " + all + " connections are lost, and none is new since");
    }
    if (lost > 0) {
      return new Health(true, lost + " of " + all + " connections are lost");
    }
    return new Health(true, all == 0 ? "no connection is open" : "connections are well");
  }
}
