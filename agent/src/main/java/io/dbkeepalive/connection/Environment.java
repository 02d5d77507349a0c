package io.dbkeepalive.connection;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.Recovery;
import io.dbkeepalive.connection.budget.Budget;
import io.dbkeepalive.connection.keepalive.Sweeper;
import io.dbkeepalive.connection.leak.Leaks;
import io.dbkeepalive.connection.stall.Stalls;
import io.dbkeepalive.recovery.RecoveryService;
import io.dbkeepalive.telemetry.state.StateSource;

/** What all managed connections of this JVM share. Thread-safe. */
public final class Environment {
  final Options options;
  final RecoveryService recovery;
  final NewestLogins logins = new NewestLogins();
  final long validateAfterIdleNanos;

  final OnceSaid said = new OnceSaid();
  final Budget budget;

  /** Nothing is done but to look on: {@code recovery=observe}, or somebody has switched it off. */
  private volatile boolean observes;

  final long recoveryTimeoutNanos;

  /** {@link Long#MAX_VALUE}: connections may become as old as they will. */
  final long maxAgeNanos;

  /** Looks after connections that nobody uses. */
  final Sweeper sweeper;

  /** Ends calls that get no answer. */
  final Stalls stalls;

  /** Tells of connections that are held for too long. */
  public final Leaks leaks;

  public Environment(Options options, RecoveryService recovery) {
    this.options = options;
    this.recovery = recovery;
    this.budget = new Budget(options, System::nanoTime);
    this.observes = options.recovery() == Recovery.OBSERVE;
    long idle = options.validateAfterIdleMillis();
    this.validateAfterIdleNanos = idle == Options.OFF ? Long.MAX_VALUE : idle * 1_000_000;
    long age = options.maxAgeMillis();
    this.maxAgeNanos = age == Options.OFF ? Long.MAX_VALUE : age * 1_000_000;
    this.sweeper = new Sweeper(options, System::nanoTime, this::observes);
    this.leaks = Leaks.onThread(options);
    this.stalls = Stalls.onThread(options);
    this.recoveryTimeoutNanos = options.recoveryTimeoutMillis() * 1_000_000;
  }

  boolean observes() {
    return observes;
  }

  /** Has no effect with {@code recovery=observe}. */
  void enable(boolean on) {
    observes = !on || options.recovery() == Recovery.OBSERVE;
  }

  /**
   * Who knows what is to be known of databases.
   *
   * @param more besides
   */
  public StateSource[] sources(StateSource more) {
    return new StateSource[] {sweeper, recovery.gates(), budget, more};
  }

  /** Whether connections of the application are counted. */
  public boolean hasBudget() {
    return !budget.isOff();
  }
}
