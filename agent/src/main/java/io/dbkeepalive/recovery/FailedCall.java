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

  /** Proof that the server never saw the call. */
  final boolean neverSent;

  /** Why the connection is held for lost, one word for logs. */
  final String cause;

  /** Whether a part of a transaction was lost, this call not counted. */
  final boolean inTransaction;

  /** Whether the call would have begun, or gone on with, a transaction. */
  final boolean autoCommit;

  /** Session state that nobody can restore, null if none. */
  final String taint;

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
    neverSent = from.neverSent;
    cause = from.cause;
    inTransaction = from.inTransaction;
    autoCommit = from.autoCommit;
    taint = from.taint;
    unrepeatable = from.unrepeatable;
    healedMeanwhile = from.healedMeanwhile;
    attempt = from.attempt;
    deadline = from.deadline;
    runner = from.runner;
  }

  /** Whether running it twice is the same as running it once, for the database and the reader. */
  boolean isHarmless() {
    if (kind != CallKind.EXECUTE) {
      return kind != CallKind.FETCH;
    }
    if (traits.taints()) {
      return false;
    }
    // a begin or a rollback that the lost session may have seen went with that session
    return traits.pureRead()
        || traits.transaction() == SqlTraits.Transaction.BEGIN
        || traits.transaction() == SqlTraits.Transaction.ROLLBACK;
  }

  /**
   * Whether the application could go on with the rest of a transaction of which this was a part.
   */
  boolean isPartOfTransaction() {
    boolean mayBePart = kind == CallKind.EXECUTE || kind == CallKind.COMMIT || taint != null;
    return inTransaction || !autoCommit && mayBePart;
  }

  /** Collects what a {@link FailedCall} is made of; not thread-safe. */
  public static final class Builder {
    private final Healable connection;
    private final CallKind kind;
    private final String name;
    private final Runner runner;
    private SqlTraits traits = SqlTraits.UNKNOWN;
    private Throwable failure;
    private boolean neverSent;
    private String cause = "unknown";
    private boolean inTransaction;
    private boolean autoCommit = true;
    private String taint;
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

    public Builder lostBy(String reason, boolean beforeSending) {
      cause = reason;
      neverSent = beforeSending;
      return this;
    }

    public Builder losing(boolean transaction, boolean committing, String sessionState) {
      inTransaction = transaction;
      autoCommit = committing;
      taint = sessionState;
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
