package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.telemetry.jmx.DatabaseMXBean;
import java.util.function.LongSupplier;

/** A database as JMX shows it. Thread-safe. */
final class DatabaseBean implements DatabaseMXBean {
  private final KeptDatabase database;
  private final LongSupplier nanoTime;

  DatabaseBean(KeptDatabase database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
  }

  @Override
  public int getConnections() {
    return database.counts().connections;
  }

  @Override
  public int getLostConnections() {
    return database.counts().lost;
  }

  @Override
  public int getIdleConnections() {
    return database.counts().idle;
  }

  @Override
  public double getLongestIdleSeconds() {
    return database.counts().longestIdleNanos / 1e9;
  }

  @Override
  public double getPingIntervalSeconds() {
    long interval = database.interval(nanoTime.getAsLong());
    return interval == PingInterval.NEVER ? Double.POSITIVE_INFINITY : interval / 1e9;
  }

  @Override
  public double getPingCoverage() {
    return database.counts().coverage();
  }

  @Override
  public double getFiguresAgeSeconds() {
    return (nanoTime.getAsLong() - database.countedAt()) / 1e9;
  }

  @Override
  public long getPingsAnswered() {
    return database.pingsAnswered.get();
  }

  @Override
  public long getPingsFailed() {
    return database.pingsFailed.get();
  }
}
