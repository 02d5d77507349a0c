package io.dbkeepalive.connection;

import io.dbkeepalive.connection.keepalive.KeptConnection;
import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.dialect.IdleLimits;
import io.dbkeepalive.recovery.Renewal;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.telemetry.events.PingEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What is done to a connection while no call is in it: pings, and the exchange of the physical
 * connection behind its handle. Called by threads of the agent's own; thread-safe.
 */
final class Upkeep implements KeptConnection {
  /** For a moment between two calls: under load it is hardly ever free when it is looked at. */
  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The same before anything is spent on it, while others wait for the worker. */
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** After so long nobody asks for the last generated key. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** With a statement open, warnings of the last may still be asked for. */
  private static final long REST_OF_STATEMENTS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final ManagedConnection connection;
  private final boolean mayBePinged;

  /** See {@link #begin}. Of the one worker that has the connection in hand. */
  private volatile int generation;

  private volatile boolean wasLost;

  Upkeep(ManagedConnection connection, boolean mayBePinged) {
    this.connection = connection;
    this.mayBePinged = mayBePinged;
  }

  @Override
  public long id() {
    return connection.id();
  }

  @Override
  public String database() {
    return connection.database();
  }

  @Override
  public String databaseKey() {
    return connection.databaseKey();
  }

  @Override
  public boolean isClosed() {
    return connection.isClosed();
  }

  @Override
  public boolean isLost() {
    return connection.isLost();
  }

  @Override
  public boolean mayBePinged() {
    return mayBePinged;
  }

  @Override
  public boolean isBusy() {
    return !connection.guard.isFree();
  }

  @Override
  public long lastAnswer() {
    return connection.lastAnswer();
  }

  @Override
  public long opened() {
    return connection.opened();
  }

  @Override
  public boolean isInTransaction() {
    return connection.session.work() != TransactionWork.NOTHING;
  }

  @Override
  public boolean hasNews() {
    return connection.probe().hasNews();
  }

  @Override
  public Ping ping() {
    if (!connection.guard.tryEnter()) {
      return Ping.NOT_SENT;
    }
    try {
      return isQuiet() && connection.announcePing() ? sendPing() : Ping.NOT_SENT;
    } finally {
      connection.guard.leave();
    }
  }

  private Ping sendPing() {
    boolean news = connection.probe().hasNews();
    long before = connection.lastAnswer();
    long idle = connection.idleNanos();
    long start = System.nanoTime();
    boolean alive = pings();
    long took = System.nanoTime() - start;
    PingEvents.pinged(connection.id(), connection.database(), idle, alive, took);
    if (!alive) {
      connection.foundLost();
      return Ping.FAILED;
    }
    connection.answeredUs(before);
    if (news) {
      connection.probe().pinged();
    }
    return Ping.ANSWERED;
  }

  private boolean pings() {
    boolean begins = connection.dialect().pingMayBegin() && isOutsideTransaction();
    boolean alive = Validation.pings(connection);
    try {
      connection.endOwnTransaction(alive && begins);
      return alive;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Of one in which any statement begins a transaction, and none did yet. */
  private boolean isOutsideTransaction() {
    SessionState session = connection.session;
    return !session.transaction.autoCommit() && session.work() == TransactionWork.NOTHING;
  }

  @Override
  public IdleLimits askLimits() {
    IdleLimits[] limits = new IdleLimits[1];
    try {
      ask(physical -> limits[0] = IdleLimits.ask(connection.dialect(), physical));
    } catch (SQLException | RuntimeException e) {
      return null;
    }
    return limits[0];
  }

  /**
   * Asks the server something of our own, where nobody is disturbed by that.
   *
   * @return whether it was asked
   * @throws SQLException the driver's; should the connection be lost, that is known from now on
   */
  boolean ask(Validation.Question<?> question) throws SQLException {
    boolean warningsMayBeAsked =
        connection.hasOpenStatements() && connection.idleNanos() < REST_OF_STATEMENTS_NANOS;
    if (warningsMayBeAsked || !connection.guard.tryEnter()) {
      return false;
    }
    try {
      SessionState session = connection.session;
      boolean begins = isOutsideTransaction();
      boolean disturbs =
          begins ? session.taint() != null : session.transaction.isJustBegun(); // snapshots, say
      if (disturbs || !isQuiet() || !connection.announcePing()) {
        return false;
      }
      long before = connection.lastAnswer();
      try {
        Validation.inTime(connection, question);
      } finally {
        connection.endOwnTransaction(begins);
      }
      connection.answered();
      connection.answeredUs(before);
      return true;
    } catch (SQLException e) {
      if (connection.classify(e).isGone()) {
        sendPing(); // the driver may have closed it: no news would be heard of it
      }
      throw e;
    } finally {
      connection.guard.leave();
    }
  }

  /** The caller is in the guard. */
  private boolean isQuiet() {
    return connection.guard.isAlone()
        && !connection.isClosed()
        && !connection.isLost()
        && !connection.wire.isInUse();
  }

  @Override
  public int ownLimits() {
    return connection.session.settings.idleLimits();
  }

  @Override
  public Renewal heal() {
    if (connection.isClosed() || !connection.isLost()) {
      return Renewal.NOT_NOW;
    }
    if (connection.hasSomethingToLose()) { // only its application can go on with it
      return connection.environment.recovery.tryDatabase(connection.healing, lastAnswer());
    }
    begin();
    return connection.environment.recovery.healIdle(connection.healing);
  }

  @Override
  public Renewal recycle() {
    long glance = isOverdue() ? GLANCE_NANOS : 0;
    if (connection.isLost() || !waits(glance, this::mayBeExchanged)) {
      return Renewal.NOT_NOW; // before a login is spent on it
    }
    begin();
    long age = System.nanoTime() - opened();
    return connection.environment.recovery.recycle(connection.healing, age);
  }

  /** See {@code Healable.moveIdle}. */
  boolean moveIdle(Connection fresh) {
    boolean moved = waits(connection.isLost() ? 0 : MOST_WAIT_NANOS, () -> tryMove(fresh));
    if (!moved) {
      Graveyard.end(fresh);
    }
    return moved;
  }

  /** Whether it came about before the time was over. */
  private boolean waits(long nanos, BooleanSupplier moment) {
    long deadline = System.nanoTime() + nanos;
    boolean came = moment.getAsBoolean();
    while (!came && canEverBeExchanged() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      came = moment.getAsBoolean();
    }
    return came;
  }

  private boolean tryMove(Connection fresh) {
    if (!connection.guard.tryEnterAlone()) {
      return false;
    }
    try {
      return mayBeExchanged()
          && !connection.wire.isInUse()
          && isStillTheSame()
          && restoreInTime(fresh)
          && connection.adopt(fresh);
    } catch (SQLException | RuntimeException e) {
      return false; // fresh is of no use
    } finally {
      connection.guard.leave();
    }
  }

  /** Which physical connection is to be exchanged, and in which state. */
  private void begin() {
    generation = connection.generation;
    wasLost = connection.isLost();
  }

  /** Not healed by a call meanwhile, and not lost. */
  private boolean isStillTheSame() {
    return connection.generation == generation && connection.isLost() == wasLost;
  }

  /** Calls wait for this: it is cut off like a ping. */
  private boolean restoreInTime(Connection fresh) throws SQLException {
    SocketProbe socket = SocketProbe.of(fresh, connection.url());
    return Validation.inTime(
        connection, fresh, socket, each -> connection.session.restoreAll(each));
  }

  private boolean canEverBeExchanged() {
    return !connection.isClosed()
        && connection.quarantine() == null
        && connection.session.taint() == null;
  }

  /** Whether nothing would be lost with the physical connection of now, as far as can be seen. */
  private boolean mayBeExchanged() {
    return !connection.isClosed()
        && !connection.hasSomethingToLose()
        && (connection.isLost() || isGoodMoment());
  }

  /** The longer it is due, the less is asked of the moment. */
  private boolean isGoodMoment() {
    boolean keyMayBeAsked = connection.session.hasHistory() && connection.idleNanos() < REST_NANOS;
    return (!keyMayBeAsked || isOverdue() && !connection.session.asksHistory())
        // then the old one lives on for their results
        && (!connection.hasOpenStatements() || isOlderThan(2));
  }

  private boolean isOverdue() {
    return isOlderThan(1.5);
  }

  private boolean isOlderThan(double maxAges) {
    return (System.nanoTime() - opened()) / maxAges > connection.environment.maxAgeNanos;
  }
}
