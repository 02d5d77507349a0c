package io.dbkeepalive.recovery.breaker;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.StateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The gates of this JVM, one for each database that was reconnected to. Thread-safe. */
public final class ConnectGates implements StateSource {
  /** Beyond so many, gates at rest are forgotten; those in need stay. */
  static final int MOST_AT_REST = 1_000;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

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

  /**
   * @param moment by {@code nanoTime}
   */
  public boolean isReachedSince(String key, long moment) {
    ConnectGate known = gates.get(key);
    return known != null && known.isReachedSince(moment);
  }

  /**
   * Has those that are away tried at once.
   *
   * @param database its name; null for all
   * @param deadline by {@code nanoTime}, for the wait for the outcome
   */
  public void tryNow(String database, long deadline) {
    List<ConnectGate> chosen = new ArrayList<>(gates.values());
    chosen.removeIf(gate -> !gate.isOf(database));
    chosen.forEach(ConnectGate::tryNow);
    while (chosen.stream().anyMatch(ConnectGate::isTrying) && deadline - nanoTime.getAsLong() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void tell(Function<String, DatabaseState.Builder> databases) {
    gates.values().forEach(gate -> gate.tell(databases));
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
