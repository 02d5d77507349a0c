package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.config.Options;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The gates of this JVM, one for each database that was reconnected to. Thread-safe. */
public final class ConnectGates {
  /** Beyond so many, gates at rest are forgotten; those in need stay. */
  static final int MOST_AT_REST = 1_000;

  private final BreakerSettings settings;
  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Pauses pauses;
  private final TrialThreads threads;
  private final ConcurrentMap<String, ConnectGate> gates = new ConcurrentHashMap<>();

  /**
   * @param nanoTime by which deadlines are given too
   */
  public ConnectGates(Options options, LongSupplier nanoTime, Pauses pauses) {
    this(options, nanoTime, pauses, new TrialThreads.Daemons());
  }

  ConnectGates(Options options, LongSupplier nanoTime, Pauses pauses, TrialThreads threads) {
    this.settings = new BreakerSettings(options);
    this.perSecond = options.reconnectRate();
    this.nanoTime = nanoTime;
    this.pauses = pauses;
    this.threads = threads;
  }

  /**
   * @param key equal for the same database
   * @param database its name, to be shown
   */
  public ConnectGate of(String key, String database) {
    ConnectGate known = gates.get(key);
    if (known != null) {
      return known;
    }
    if (gates.size() >= MOST_AT_REST) {
      gates.values().removeIf(ConnectGate::isAtRest);
    }
    ConnectGate fresh = open(database);
    ConnectGate first = gates.putIfAbsent(key, fresh);
    return first == null ? fresh : first;
  }

  /** The database is there, as the application has found out by itself. */
  public void reached(String key) {
    ConnectGate known = gates.get(key);
    if (known != null) {
      known.reached();
    }
  }

  private ConnectGate open(String database) {
    long interval = perSecond == Options.UNLIMITED ? 0 : Governor.intervalOf(perSecond);
    return new ConnectGate(
        new CircuitBreaker(database, settings, nanoTime, pauses, threads),
        new Governor(interval, nanoTime.getAsLong()),
        perSecond,
        nanoTime);
  }
}
