package io.dbkeepalive.connection;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.Recovery;
import io.dbkeepalive.recovery.RecoveryService;

/** What all managed connections of this JVM share. Thread-safe. */
public final class Environment {
  final Options options;
  final RecoveryService recovery;
  final NewestLogins logins = new NewestLogins();
  final long validateAfterIdleNanos;

  /** Nothing is done but to look on. */
  final boolean observes;

  final long recoveryTimeoutNanos;

  public Environment(Options options, RecoveryService recovery) {
    this.options = options;
    this.recovery = recovery;
    this.observes = options.recovery() == Recovery.OBSERVE;
    long idle = options.validateAfterIdleMillis();
    this.validateAfterIdleNanos = idle == Options.OFF ? Long.MAX_VALUE : idle * 1_000_000;
    this.recoveryTimeoutNanos = options.recoveryTimeoutMillis() * 1_000_000;
  }
}
