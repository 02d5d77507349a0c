package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.connection.budget.Holder;
import io.dbkeepalive.connection.budget.Place;
import io.dbkeepalive.connection.leak.LoneConnection;
import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.FailureKind;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SqlTraitsCache;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection of the application: the handle that it holds, and the physical connection that
 * does the work now.
 *
 * <p>Thread-safe. What changes on a healthy call is written inside the {@link Guard}; what healing
 * changes is written by a thread that is alone in it.
 */
public final class ManagedConnection extends HandleState implements Holder, LoneConnection {
  private static final AtomicLong IDS = new AtomicLong();

  private static final AtomicIntegerFieldUpdater<ManagedConnection> OPEN_STATEMENTS =
      AtomicIntegerFieldUpdater.newUpdater(ManagedConnection.class, "openStatements");

  final Guard guard = new Guard();
  final Environment environment;
  final SessionState session;
  final SqlTraitsCache sql;
  final Wire wire = new Wire();

  final NewSession newSession;

  /** As recovery sees it. */
  final Healing healing;

  final Upkeep upkeep;

  /** Kept alive by this, for those who watch it do not. Null where nobody does. */
  private final CallsInFlight inFlight;

  private final long id = IDS.incrementAndGet();
  private final Opener opener;
  private final Dialect dialect;
  private final String database;

  /** Of the budget; null without one. */
  private final Place place;

  /** Of the physical connection there is now; exchanged with it. */
  private volatile PhysicalConnection known;

  /** Counts the physical connections behind the handle; statements compare it with theirs. */
  volatile int generation;

  /** The next call takes a detour: the connection is lost, quarantined, or was so a while ago. */
  volatile boolean needsAttention;

  /** Of the application's, not closed by it: results of theirs may be open. */
  private volatile int openStatements;

  /** See {@link #generation}: that which was ended under its calls; -1 if none was. */
  private volatile int aborted = -1;

  private volatile boolean lost;
  private volatile boolean closed;

  /** Inside the driver's own close, which asks isClosed whether there is anything to do. */
  private volatile Thread closing;

  private volatile String quarantine;

  /** By {@link Clock#now}. */
  private volatile long lastAnswer;

  /** The last that was to a question of ours, outside of any call. Written inside the guard. */
  private volatile long answerToUs;

  /** The last before that to the application. Written inside the guard. */
  private volatile long lastUse;

  /**
   * @param place of the budget, which is given back when the application closes its handle; or null
   */
  ManagedConnection(Environment environment, Connection handle, Opener opener, Place place)
      throws SQLException {
    super(handle);
    this.environment = environment;
    this.opener = opener;
    this.dialect = Dialect.of(opener.url);
    this.database = DatabaseName.of(opener.url);
    this.sql = SqlCaches.of(dialect.sql());
    this.session = new SessionState(handle.getAutoCommit(), dialect);
    this.lastAnswer = Clock.now;
    this.newSession = new NewSession(environment, opener, dialect);
    this.healing =
        new Healing(this, opener, new Reopening(environment, opener, dialect, newSession));
    this.answerToUs = lastAnswer;
    this.lastUse = lastAnswer;
    this.known = PhysicalConnection.of(handle, opener.url);
    this.inFlight =
        environment.options.stallTimeoutMillis() == Options.OFF ? null : new CallsInFlight(this);
    this.upkeep = new Upkeep(this, environment.options.pings(opener.url));
    this.place = place;
    if (place != null) {
      place.holdBy(this);
    }
  }

  /**
   * Sets time-outs and runs {@code init-sql} on the first physical connection, and says that there
   * is one.
   *
   * @param tookNanos to open it
   */
  void setUp(long tookNanos) {
    try {
      newSession.setUp(physical());
      InitSql.run(environment.options, physical());
    } catch (SQLException | RuntimeException e) {
      ConnectionEvents.initSqlFailed(
          database, InitSql.told(e)); // the application's own opening went well all the same
    }
    ConnectionEvents.opened(id, database, current.getClass().getName(), tookNanos);
    environment.sweeper.watch(upkeep);
    if (inFlight != null && !observes()) {
      environment.stalls.watch(inFlight);
    }
  }

  /**
   * The start of a guarded call, as short as can be.
   *
   * @param dependent null for a call on the connection itself
   * @param self the driver's object that the call arrived at
   * @return null: nested; {@link CallDetour}: leave the driver's code out; else: leave the guard
   *     after
   */
  Object enter(Dependent dependent, Object self, JdbcMethod method) {
    if (!guard.enter()) {
      return null;
    }
    try {
      return isPlain(dependent, self, method) ? this : CallDetour.TAKEN;
    } catch (RuntimeException | Error defect) { // a stack overflow, say: nobody else would leave
      guard.leave();
      throw defect;
    }
  }

  private boolean isPlain(Dependent dependent, Object self, JdbcMethod method) {
    HandleState called = dependent == null ? this : dependent;
    return (!needsAttention || isCalm(dependent, method))
        && called.current == self
        && (dependent == null || dependent.generation == generation)
        && (method.role == Role.CREATE || !needsCheck());
  }

  /**
   * Not before a statement is created: that does no harm if it is done twice, and where the driver
   * does it without the server, nobody could be told of a loss.
   */
  private boolean needsCheck() {
    return Clock.now - lastAnswer >= environment.validateAfterIdleNanos || hasNews();
  }

  /** The session was lost, but the call does not ask for what was in it. */
  private boolean isCalm(Dependent dependent, JdbcMethod method) {
    return !lost
        && quarantine == null
        && method.role != Role.EXECUTE_SQL
        && method.role != Role.EXECUTE_BATCH
        && method.role != Role.WARNINGS
        && (dependent == null || !dependent.asksHistory());
  }

  /** A statement went well: nothing more may be left to look after. */
  void calmDown() {
    if (needsAttention && !attention()) {
      needsAttention = false;
      needsAttention = attention(); // another thread may have met a loss in between
    }
  }

  private boolean attention() {
    return lost || quarantine != null || session.isHistoryLost() || session.isOverwritten();
  }

  /** The server has answered something: the connection is not idle from now on. */
  void answered() {
    long now = Clock.now;
    if (lastAnswer != now) { // a volatile write costs more than a read
      lastAnswer = now;
    }
  }

  /**
   * Whether something waits to be read that nobody has asked for: most likely the end of the
   * connection.
   */
  boolean hasNews() {
    // the kernel first: what follows asks the driver, and is looked at on few calls only
    return known.probe.hasNews() && guard.isAlone() && !wire.isInUse();
  }

  /** From here on nobody knows what comes over the wire: its loss is told. */
  void useBehindJdbc() {
    wire.useBehindJdbc();
    session.taint("work by an interface of the driver's own");
  }

  PhysicalConnection known() {
    return known;
  }

  /** As the driver's metadata names it, or the application did; may be null. Never shown. */
  String url() {
    return opener.url;
  }

  /** Whose sessions this one may see: equal for those. */
  Object asWhom() {
    return opener.asWhom();
  }

  /**
   * Ends the physical connection, whoever is in a call on it: no answer can come any more. What the
   * driver says of that proves nothing about the calls.
   *
   * @param of the {@link #generation} that is meant; no other is ended
   */
  void abortUnderCalls(int of) {
    Connection stalled = physical();
    SocketProbe socket = known.probe; // is exchanged after the other
    // in this order: who exchanges it is seen to have lost it, or has counted up
    if (!lost && generation == of && !observes()) {
      aborted = of;
      Graveyard.endUnderCalls(stalled, socket);
    }
  }

  /** Whether calls on that generation were ended by us. */
  boolean wasAborted(int of) {
    return aborted == of;
  }

  SocketProbe probe() {
    return known.probe;
  }

  /**
   * What a failure of a call on this connection says, by what is known of the way to the server.
   */
  FailureKind classify(Throwable failure) {
    FailureKind kind = dialect.classify(failure);
    return known.behindProxy ? kind.behindProxy() : kind;
  }

  /**
   * A ping, or a question, is about to be sent: what only the very last statement left goes with
   * it. The caller is in the guard.
   *
   * @return false if another thread has come in, which may be asking for just that
   */
  boolean announcePing() {
    boolean before = session.isOverwritten();
    session.pinged();
    if (session.isOverwritten()) {
      needsAttention = true;
    }
    if (!guard.isShared()) { // who comes in from now on sees it
      return true;
    }
    session.notPinged(before);
    return false;
  }

  /**
   * A question of ours may have begun a transaction. Left to the application if one of its calls
   * has come in: it is that call's transaction by now.
   */
  void endOwnTransaction(boolean mayHaveBegun) throws SQLException {
    if (mayHaveBegun && guard.tryStayAlone()) {
      physical().rollback();
    }
  }

  boolean isIdleForLong() {
    return Clock.now - lastAnswer >= environment.validateAfterIdleNanos;
  }

  Connection physical() {
    return (Connection) current;
  }

  boolean isLost() {
    return lost;
  }

  /**
   * Whether the agent only looks on. Not where it has acted before: what that connection has been
   * through, only the agent can go on with.
   */
  boolean observes() {
    return environment.observes() && generation == 0 && quarantine == null;
  }

  /** What was lost, null if the connection is not quarantined. */
  String quarantine() {
    return quarantine;
  }

  void endQuarantine() {
    quarantine = null;
    needsAttention = attention();
  }

  /** For who only looks on: all later failures of this connection follow from the first. */
  boolean firstLossSeen() {
    boolean first = !lost;
    lost = true;
    return first;
  }

  /** By the application: final. */
  void close() {
    closed = true;
    closing = Thread.currentThread();
  }

  /** Some drivers close the connection when they find it lost there: it is not the application. */
  void closingStatement(boolean begins) {
    if (!closed) {
      closing = begins ? Thread.currentThread() : null;
    }
  }

  boolean isClosing(Thread thread) {
    return closing == thread;
  }

  /** The driver's close of {@code object} is over: another may have taken its place meanwhile. */
  void closed(Object object) {
    closing = null;
    if (current != object) {
      Graveyard.end(physical());
    }
    if (place != null) {
      place.giveBack();
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String database() {
    return database;
  }

  String databaseKey() {
    return DatabaseName.isComplete(database) ? database : database + ' ' + opener.target();
  }

  Dialect dialect() {
    return dialect;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public long idleNanos() {
    return Clock.now - lastAnswer;
  }

  /** See {@link Clock#now}. */
  long lastAnswer() {
    return lastAnswer;
  }

  /** The answer that was last given was to a question of our own, not of the application's. */
  void answeredUs(long before) {
    if (before != answerToUs) {
      lastUse = before;
    }
    answerToUs = lastAnswer;
  }

  @Override
  public long lastUse() {
    long answer = lastAnswer;
    return answer == answerToUs ? lastUse : answer;
  }

  @Override
  public boolean isBusy() {
    return !guard.isFree();
  }

  /** Of the physical connection of now, by {@code System.nanoTime}. */
  long opened() {
    return known.opened;
  }

  void statementOpened() {
    OPEN_STATEMENTS.incrementAndGet(this);
  }

  void statementClosed() {
    OPEN_STATEMENTS.decrementAndGet(this);
  }

  boolean hasOpenStatements() {
    return openStatements > 0;
  }

  boolean hasSomethingToLose() {
    return quarantine != null
        || session.work() != TransactionWork.NOTHING
        || session.taint() != null;
  }

  /** See {@code Healable.adopt}. The caller is alone on the connection. */
  boolean adopt(Connection fresh) {
    Connection dead = physical();
    boolean wasLost = lost;
    ((Handle) fresh).dbkeepaliveState(this);
    current = fresh;
    known = PhysicalConnection.of(fresh, opener.url);
    generation = generation + 1; // alone on the connection: no update is lost
    wire.replaced();
    lost = false;
    session.moved();
    needsAttention = attention();
    lastAnswer = System.nanoTime();
    if (wasLost || openStatements == 0) {
      Graveyard.end(dead);
    } else {
      Graveyard.endLater(dead);
    }
    if (closed) { // after the handle was switched over: either we see it, or close() meets fresh
      Graveyard.end(fresh);
    }
    return !closed;
  }

  /** The application is being told: what was lost with it is lost. */
  void lose() {
    foundLost();
    session.lost();
  }

  /** Nobody has been told yet: what is lost with it is remembered for the next call. */
  void foundLost() {
    if (!lost) {
      if (guard.isShared()) { // what the driver says of it proves nothing about their calls
        aborted = generation;
      }
      // not only for the socket's sake: a session that was given up must not hold its locks
      Graveyard.end(physical());
    }
    lost = true;
    needsAttention = true;
  }

  void quarantine(String what) {
    quarantine = what;
    needsAttention = true;
  }

  @Override
  protected boolean isQuarantined() {
    return quarantine != null;
  }

  @Override
  protected boolean isBypassed() {
    return Graveyard.isWorkOf(Thread.currentThread());
  }
}
