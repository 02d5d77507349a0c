package io.dbkeepalive.telemetry.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is known of one database at one moment, put together from what the agent has at hand:
 * nothing is asked of the database. Immutable, but for the counters, which go on.
 */
public final class DatabaseState {
  /** From this on a call is told of as a long one. */
  public static final long LONG_CALL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Below this share of idle connections that were pinged in time, somebody is told. */
  private static final double LEAST_COVERAGE = 0.9;

  /** Of a moment that never was. */
  public static final long NEVER = Long.MAX_VALUE;

  public final String name;
  public final Health health;

  /** Each state has a number, perhaps 0. */
  public final Map<ConnectionState.At, Integer> connections;

  /** Of the one that has been in no call for the longest time, in nanoseconds. */
  public final long longestIdleNanos;

  /** Of the call that has run for the longest time, seen to a second; 0 if there is none. */
  public final long longestCallNanos;

  /** The share of idle connections that were pinged in time: 0 to 1, and 1 if none is idle. */
  public final double coverage;

  /** How old the figures above are. */
  public final long countedNanosAgo;

  /** {@link #NEVER}: they are not pinged. */
  public final long pingIntervalNanos;

  /** What the server allows, in words; null if it was not asked. */
  public final String serverLimit;

  /** When the server last answered anything, on any connection; {@link #NEVER}. */
  public final long answeredNanosAgo;

  /** When a ping was last answered; {@link #NEVER}. */
  public final long pingedNanosAgo;

  public final Breaker breaker;

  /** Of the budget; {@link #budgetShare} is 0 without one. */
  public final int budgetUsed;

  public final int budgetShare;

  /** Connections that are seen, and not looked after. */
  public final List<WatchedConnection> watchedOnly;

  /** What of the application's own settings matters, as its first connection showed it. */
  public final Map<String, String> settings;

  /** Why it was last not reached. */
  final Trouble trouble;

  public final Figures figures;

  /** The newest first. */
  public final List<RecentEvent> events;

  private DatabaseState(Builder from, Trouble trouble, Figures figures, List<RecentEvent> events) {
    this.name = from.name;
    this.health = Health.of(from);
    this.connections = Collections.unmodifiableMap(new EnumMap<>(from.connections));
    this.longestIdleNanos = from.longestIdle;
    this.longestCallNanos = from.longestCall;
    this.coverage = from.coverage();
    this.countedNanosAgo = from.counted == NEVER ? 0 : from.counted;
    this.pingIntervalNanos = from.interval;
    this.serverLimit = from.limit;
    this.answeredNanosAgo = from.answered;
    this.pingedNanosAgo = from.pinged;
    this.breaker = from.breaker;
    this.budgetUsed = from.budgetUsed;
    this.budgetShare = from.budgetShare;
    this.watchedOnly = Collections.unmodifiableList(from.watchedOnly);
    this.settings = from.settings;
    this.trouble = trouble;
    this.figures = figures;
    this.events = Collections.unmodifiableList(events);
  }

  /** Over all states. */
  public int connections() {
    return connections.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Connections that are held for longer than {@code leak-threshold} now. */
  public long leaks() {
    return figures.total(Counter.LEAKS) - figures.total(Counter.LEAKS_OVER);
  }

  public boolean hasLongCall() {
    return longestCallNanos >= LONG_CALL_NANOS;
  }

  /** Whether pings are far enough on time. */
  public boolean isCovered() {
    return coverage >= LEAST_COVERAGE;
  }

  /**
   * Takes what several have to say of a database, and of several with one name: what can be added
   * is, else the worst counts. Times are in nanoseconds, "ago". Used by one thread.
   */
  public static final class Builder {
    final String name;
    final Map<ConnectionState.At, Integer> connections = new EnumMap<>(ConnectionState.At.class);
    final List<WatchedConnection> watchedOnly = new ArrayList<>();
    long answered = NEVER;
    long died = NEVER;
    long connectFailed = NEVER;
    long reached = NEVER;
    Breaker breaker = Breaker.CLOSED;

    private long longestIdle;
    private long longestCall;
    private int idle;
    private int overdue;
    private long counted = NEVER;
    private long interval = NEVER;
    private String limit;
    private long pinged = NEVER;
    private int budgetUsed;
    private int budgetShare;
    private Map<String, String> settings = Collections.emptyMap();

    Builder(String name) {
      this.name = name;
      for (ConnectionState.At at : ConnectionState.At.values()) {
        connections.put(at, 0);
      }
    }

    public Builder connections(ConnectionState.At at, int number) {
      connections.merge(at, number, Integer::sum);
      return this;
    }

    public Builder longest(long idleNanos, long callNanos) {
      longestIdle = Math.max(longestIdle, idleNanos);
      longestCall = Math.max(longestCall, callNanos);
      return this;
    }

    /**
     * @param ofIdle of so many that may be pinged
     */
    public Builder overdue(int number, int ofIdle) {
      overdue += number;
      idle += ofIdle;
      return this;
    }

    public Builder countedAgo(long nanos) {
      counted = counted == NEVER ? nanos : Math.max(counted, nanos);
      return this;
    }

    /**
     * @param serverLimit null if not known
     */
    public Builder interval(long nanos, String serverLimit) {
      if (nanos <= interval) {
        interval = nanos;
        limit = serverLimit;
      }
      return this;
    }

    /** A connection that is not lost was answered. */
    public Builder answeredAgo(long nanos) {
      answered = Math.min(answered, nanos);
      return this;
    }

    public Builder pingedAgo(long nanos) {
      pinged = Math.min(pinged, nanos);
      return this;
    }

    /** A connection was found lost. */
    public Builder diedAgo(long nanos) {
      died = Math.min(died, nanos);
      return this;
    }

    /**
     * @param failedAgo a connect of the agent's own, unless one went well since; {@link #NEVER}
     * @param reachedAgo it last took a connection, or refused a login; {@link #NEVER}
     */
    public Builder gate(Breaker position, long failedAgo, long reachedAgo) {
      breaker = position.compareTo(breaker) > 0 ? position : breaker;
      connectFailed = Math.min(connectFailed, failedAgo);
      reached = Math.min(reached, reachedAgo);
      return this;
    }

    public Builder watchedOnly(WatchedConnection connection) {
      watchedOnly.add(connection);
      return this;
    }

    /**
     * @param found not changed any more
     */
    public Builder settings(Map<String, String> found) {
      settings = found;
      return this;
    }

    public Builder budget(int used, int share) {
      budgetUsed += used;
      budgetShare += share;
      return this;
    }

    private double coverage() {
      return idle == 0 ? 1 : (double) (idle - overdue) / idle;
    }

    DatabaseState build(Trouble trouble, Figures figures, List<RecentEvent> events) {
      return new DatabaseState(this, trouble, figures, events);
    }
  }
}
