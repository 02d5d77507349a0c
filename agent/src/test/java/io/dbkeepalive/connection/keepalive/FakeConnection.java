package io.dbkeepalive.connection.keepalive;

import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.recovery.Renewal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Answers as it is told to, and writes down what it was asked and when. */
final class FakeConnection implements KeptConnection {
  final List<Long> pings = new ArrayList<>();
  final List<Long> heals = new ArrayList<>();
  final List<Long> recycles = new ArrayList<>();
  final LongSupplier clock;
  final String database;
  boolean closed;
  boolean lost;
  boolean busy;
  boolean inTransaction;
  boolean news;
  boolean mayBePinged = true;
  boolean streaming;
  boolean dead;
  int ownLimits;
  int questions;
  long lastAnswer;
  long opened;
  IdleLimits limits = IdleLimits.UNLIMITED;
  Renewal renewal = Renewal.DONE;

  FakeConnection(String database, LongSupplier clock) {
    this.database = database;
    this.clock = clock;
    lastAnswer = clock.getAsLong();
    opened = lastAnswer;
  }

  @Override
  public String database() {
    return database;
  }

  @Override
  public String databaseKey() {
    return database;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isLost() {
    return lost;
  }

  @Override
  public boolean mayBePinged() {
    return mayBePinged;
  }

  @Override
  public boolean isBusy() {
    return busy;
  }

  @Override
  public long lastAnswer() {
    return lastAnswer;
  }

  @Override
  public long opened() {
    return opened;
  }

  @Override
  public boolean isInTransaction() {
    return inTransaction;
  }

  @Override
  public boolean hasNews() {
    return news;
  }

  @Override
  public Ping ping() {
    if (streaming) {
      return Ping.NOT_SENT;
    }
    pings.add(clock.getAsLong());
    if (dead) {
      lost = true;
      return Ping.FAILED;
    }
    news = false;
    lastAnswer = clock.getAsLong();
    return Ping.ANSWERED;
  }

  @Override
  public IdleLimits askLimits() {
    questions++;
    if (limits != null) {
      lastAnswer = clock.getAsLong();
    }
    return limits;
  }

  @Override
  public int ownLimits() {
    return ownLimits;
  }

  @Override
  public Renewal heal() {
    heals.add(clock.getAsLong());
    if (renewal == Renewal.DONE) {
      renewed();
    }
    return renewal;
  }

  @Override
  public Renewal recycle() {
    recycles.add(clock.getAsLong());
    if (renewal == Renewal.DONE) {
      renewed();
    }
    return renewal;
  }

  private void renewed() {
    lost = false;
    dead = false;
    news = false;
    opened = clock.getAsLong();
    lastAnswer = opened;
  }
}
