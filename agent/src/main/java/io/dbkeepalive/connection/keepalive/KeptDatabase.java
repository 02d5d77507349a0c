package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.telemetry.events.PingEvents;
import io.dbkeepalive.telemetry.state.DatabaseState;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the connections to one database have in common. Thread-safe. */
final class KeptDatabase {
  /** Between two attempts to heal in the background, while the database is away; doubles. */
  static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  static final long LOGIN_PAUSE = TimeUnit.MINUTES.toNanos(10);

  /** What is known of a database without connections is kept for so long. */
  static final long MEMORY = TimeUnit.HOURS.toNanos(1);

  /** One loss makes all others suspect; those that follow at once are no news. */
  private static final long SUSPICION = TimeUnit.SECONDS.toNanos(1);

  /** So often the server is asked for its limits in vain. */
  private static final int MOST_QUESTIONS = 20;

  /** See {@link KeptConnection#databaseKey}. */
  final String key;

  final String name;
  final Lane lane;
  final DeathAges deaths = new DeathAges();

  private final PingInterval interval;

  /** Null until the server was asked. */
  private volatile IdleLimits limits;

  /** Guarded by this. */
  private boolean limitsBeingAsked;

  /** Guarded by this. */
  private int questions;

  /** What has not been answered since this moment is to be pinged at once; 0 if none is. */
  private volatile long suspectedAt;

  private volatile long healNotBefore;
  private volatile long healPause = FIRST_PAUSE;

  /** Of the last sweep; written by the sweeper. */
  private volatile KeptCounts counts = KeptCounts.NONE;

  /** When it last had a connection. Written by the sweeper. */
  private volatile long usedAt;

  /** When it was last looked at. Written by the sweeper. */
  private volatile long countedAt;

  /** When a ping was last answered; null if never. */
  private volatile Long pingedAt;

  KeptDatabase(String key, String name, PingInterval interval, Executor threads, long now) {
    this.key = key;
    this.name = name;
    this.interval = interval;
    this.lane = new Lane(threads);
    this.healNotBefore = now;
    this.usedAt = now;
    this.countedAt = now;
  }

  IdleLimits limits() {
    return limits;
  }

  /** One connection is enough to ask the server. */
  synchronized boolean wantsLimits() {
    if (limits != null || limitsBeingAsked || !interval.isAuto()) {
      return false;
    }
    limitsBeingAsked = true;
    return true;
  }

  /**
   * @param answer null if it could not be asked
   */
  synchronized void limitsAsked(IdleLimits answer, long now) {
    limitsBeingAsked = false;
    questions++;
    if (answer == null && questions >= MOST_QUESTIONS) {
      limits = IdleLimits.UNLIMITED;
    } else if (answer != null) {
      limits = answer;
      PingEvents.interval(
          name, interval.of(answer, deaths.shortest(now), false), answer.toString());
    }
  }

  /** Asked for by somebody, even where nothing is pinged. */
  synchronized void limitsTold(IdleLimits answer) {
    limits = answer;
  }

  /** Whether the interval may still turn out to be a short one. */
  boolean isIntervalOpen() {
    return limits == null && interval.isAuto();
  }

  /** For a connection outside of a transaction. */
  long interval(long now) {
    return interval.of(limits, deaths.shortest(now), false);
  }

  /** In a transaction or outside, in nanoseconds. */
  long shortestInterval(long now) {
    long within = interval.of(limits, deaths.shortest(now), true);
    return Math.min(interval(now), within);
  }

  long interval(Kept kept, boolean inTransaction, long now) {
    long own = interval.of(kept.limits(), deaths.shortest(now), inTransaction);
    return PingInterval.early(own, kept.jitter);
  }

  /**
   * One of its connections was found dead.
   *
   * @param age of its last answer, in nanoseconds
   */
  void died(long age, long now) {
    if (suspectedAt == 0 || now - suspectedAt > SUSPICION) {
      suspectedAt = now == 0 ? 1 : now;
    }
    if (!interval.isOff() && deaths.died(age, now) && deaths.shortest(now) != DeathAges.NONE) {
      PingEvents.idleDeath(name, deaths.shortest(now), interval(now));
    }
  }

  /** Whether a connection may have died with another one. */
  boolean suspects(long lastAnswer) {
    long at = suspectedAt;
    return at != 0 && lastAnswer - at < 0;
  }

  boolean mayHeal(long now) {
    return now - healNotBefore >= 0;
  }

  void healed() {
    healPause = FIRST_PAUSE;
  }

  /** Logins are not tried again soon, for that could lock the account. */
  void loginRefused(long now) {
    healNotBefore = now + LOGIN_PAUSE;
  }

  void unreachable(long now) {
    long pause = healPause;
    healNotBefore = now + pause;
    healPause = Math.min(2 * pause, LONGEST_PAUSE);
    deaths.unreachable(now);
  }

  /** Somebody asks for it: without the rest of the pause. */
  void healAtOnce(long now) {
    healPause = FIRST_PAUSE;
    healNotBefore = now;
  }

  void pingAnswered(long now) {
    pingedAt = now;
  }

  /** As of the last sweep. */
  KeptCounts counts() {
    return counts;
  }

  /**
   * As of the last sweep too.
   *
   * @param resting whether that saw all there is to see
   */
  void tell(DatabaseState.Builder state, boolean resting, long now) {
    counts.tell(state, now);
    IdleLimits known = limits;
    state.interval(interval(now), known == null ? null : known.toString());
    state.countedAgo(resting ? 0 : now - countedAt);
    if (suspectedAt != 0) {
      state.diedAgo(now - suspectedAt);
    }
    Long pinged = pingedAt;
    if (pinged != null) {
      state.pingedAgo(now - pinged);
    }
  }

  /**
   * @param found null: it has no connection at the moment
   */
  void counted(KeptCounts found, long now) {
    counts = found == null ? KeptCounts.NONE : found;
    countedAt = now;
    if (found != null) {
      usedAt = now;
    }
  }

  /** Nobody has had a connection for long: an application may go through databases without end. */
  boolean isForgotten(long now) {
    return now - usedAt > MEMORY;
  }
}
