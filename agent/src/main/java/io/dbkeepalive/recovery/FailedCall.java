package io.dbkeepalive.recovery;

import io.dbkeepalive.recovery.sql.SqlTraits;

/**
 * All that is known of a call that met a lost connection: the one thing that the decision is made
 * from. Immutable, but for the connection behind it.
 */
public final class FailedCall {
  /** How the call is run on the healed handles, and how it ends on the dead ones. */
  public interface Runner {
    /** Runs the call; a further loss of the connection is recovered from as attempt + 1. */
    Outcome runAgain(int attempt);

    /** The application is told that parameters cannot be set again: it sets them anew, or not. */
    void parametersTold();

    /** What the driver itself says to the call, on a connection that is surely dead. */
    Outcome runDead();
  }

  final Healable connection;
  final CallKind kind;

  /** For people, for example {@code PreparedStatement.executeUpdate}. */
  final String name;

  /** Of the SQL to execute; null for calls that execute none. */
  final SqlTraits traits;

  /** The driver's exception, null if the loss was known before the driver ran. */
  final Throwable failure;

  final Evidence evidence;

  /** Why the connection is held for lost, one word for logs. */
  final String cause;

  /** What was lost of a transaction, this call not counted. */
  final TransactionWork work;

  /** Whether the call would have begun, or gone on with, a transaction. */
  final boolean autoCommit;

  /** Session state that nobody can restore, null if none. */
  final String taint;

  /** Whether it is about what earlier statements left in their session. */
  final boolean asksHistory;

  /** Why the statement cannot be made again, null if it can. */
  final String unrepeatable;

  /** The call met a physical connection that another thread has replaced since. */
  final boolean healedMeanwhile;

  /** 1 for the application's own call. */
  final int attempt;

  /** By {@code System.nanoTime}: recovery ends then, whatever it has reached. */
  final long deadline;

  final Runner runner;

  private FailedCall(Builder from) {
    connection = from.connection;
    kind = from.kind;
    name = from.name;
    traits = from.traits;
    failure = from.failure;
    evidence = from.evidence;
    cause = from.cause;
    work = from.work;
    autoCommit = from.autoCommit;
    taint = from.taint;
    asksHistory = from.asksHistory;
    unrepeatable = from.unrepeatable;
    healedMeanwhile = from.healedMeanwhile;
    attempt = from.attempt;
    deadline = from.deadline;
    runner = from.runner;
  }

  /** Whether it is proven that the server never saw the call. */
  boolean neverSent() {
    return evidence == Evidence.NEVER_SENT;
  }

  /**
   * Whether running it twice is the same as running it once, for the database and the reader, where
   * no transaction holds more than reads.
   */
  boolean isHarmless() {
    if (kind != CallKind.EXECUTE) {
      return kind != CallKind.FETCH;
    }
    return !traits.taints()
        && (traits.pureRead() || traits.settingsOnly() || traits.controlsTransactionOnly());
  }

  /** Whether it ends the transaction, so that no read has to stay the same after it. */
  boolean endsTransaction() {
    return kind == CallKind.COMMIT
        || kind == CallKind.EXECUTE && traits.endsTransactionOnly() && !traits.taints();
  }

  /** Whether it may commit what it does, or what was done before. */
  boolean mayCommit() {
    if (kind != CallKind.EXECUTE) {
      return kind == CallKind.COMMIT;
    }
    switch (traits.transaction()) {
      case NONE:
      case ROLLBACK:
        return false;
      default:
        return true;
    }
  }

  /**
   * Whether a rollback may leave something of it: it may commit, or calls what nobody knows, which
   * may write elsewhere.
   */
  boolean mayReachFurther() {
    return mayCommit() || kind == CallKind.EXECUTE && traits.taints();
  }

  /**
   * Whether the application could go on with the rest of a transaction of which this was a part.
   */
  boolean isPartOfTransaction() {
    boolean mayBePart = kind == CallKind.EXECUTE || kind == CallKind.COMMIT || taint != null;
    return work != TransactionWork.NOTHING || !autoCommit && mayBePart;
  }

  /** Collects what a {@link FailedCall} is made of; not thread-safe. */
  public static final class Builder {
    private final Healable connection;
    private final CallKind kind;
    private final String name;
    private final Runner runner;
    private SqlTraits traits = SqlTraits.UNKNOWN;
    private Throwable failure;
    private Evidence evidence = Evidence.NONE;
    private String cause = "unknown";
    private TransactionWork work = TransactionWork.NOTHING;
    private boolean autoCommit = true;
    private String taint;
    private boolean asksHistory;
    private String unrepeatable;
    private boolean healedMeanwhile;
    private int attempt = 1;
    private long deadline;

    public Builder(Healable connection, CallKind kind, String name, Runner runner) {
      this.connection = connection;
      this.kind = kind;
      this.name = name;
      this.runner = runner;
    }

    public Builder executing(SqlTraits sql) {
      traits = sql;
      return this;
    }

    public Builder failedWith(Throwable thrown) {
      failure = thrown;
      return this;
    }

    public Builder lostBy(String reason, Evidence known) {
      cause = reason;
      evidence = known;
      return this;
    }

    public Builder losing(TransactionWork transaction, boolean committing, String sessionState) {
      work = transaction;
      autoCommit = committing;
      taint = sessionState;
      return this;
    }

    public Builder askingHistory(boolean ofSession) {
      asksHistory = ofSession;
      return this;
    }

    public Builder unrepeatable(String reason) {
      unrepeatable = reason;
      return this;
    }

    public Builder healedMeanwhile(boolean byAnotherThread) {
      healedMeanwhile = byAnotherThread;
      return this;
    }

    public Builder attempt(int number, long until) {
      attempt = number;
      deadline = until;
      return this;
    }

    public FailedCall build() {
      return new FailedCall(this);
    }
  }
}
