package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.TransactionWork;
import io.dbkeepalive.recovery.sql.SessionEffect;
import io.dbkeepalive.recovery.sql.SqlTraits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the application has in its session and would lose with it: its transaction, its settings,
 * which can be made again, and what cannot.
 *
 * <p>Thread-safe: a call of another thread may have joined in.
 */
final class SessionState {
  /** What MySQL reads the text of a variable by: under another one it would get another value. */
  private static final Set<String> CHARACTER_SETS =
      new HashSet<>(
          Arrays.asList(
              "names",
              "set:character_set_client",
              "set:character_set_connection",
              "set:collation_connection"));

  final TransactionState transaction;
  final SessionSettings settings = new SessionSettings();
  private final SessionHolds holds = new SessionHolds();

  /** PostgreSQL takes settings back when it rolls back. */
  private final boolean settingsAreTransactional;

  private final Dialect dialect;

  /** Whether a transaction was surely open since something was set for the next one. */
  private volatile boolean begun;

  /** What could not be made again, until the application is told of it. */
  private volatile String notRestored;

  private final PendingSettings pending = new PendingSettings();

  /** Whether an earlier session answered statements, and none of this one wrote since. */
  private volatile boolean historyLost;

  private volatile boolean hasHistory;

  /** Whether the application has ever asked for it. */
  private volatile boolean asksHistory;

  /** Whether the agent has pinged since the last statement, where that leaves a trace. */
  private volatile boolean overwritten;

  /** Whether the application has written over this handle: its server was one that takes writes. */
  private volatile boolean wrote;

  SessionState(boolean autoCommit, Dialect dialect) {
    this.transaction = new TransactionState(autoCommit);
    this.dialect = dialect;
    this.settingsAreTransactional = dialect == Dialect.POSTGRESQL;
  }

  /** A statement went well. */
  void executed(SqlTraits traits) {
    if (overwritten) { // a volatile write costs more
      overwritten = false;
    }
    if (traits.pureRead()) { // most are, and one that is has no effects
      transaction.read();
      return;
    }
    transaction.executed(traits);
    if (holds.any()) {
      heedNextTransaction(traits);
    }
    boolean writes = !traits.settingsOnly();
    if (writes && !(wrote && hasHistory && !historyLost)) { // a volatile write costs more
      wrote = true;
      hasHistory = true;
      historyLost = false;
    }
    if (traits.asksHistory() && !asksHistory) {
      asksHistory = true;
    }
    List<SessionEffect> effects = traits.effects();
    for (int i = 0; i < effects.size(); i++) { // no iterator: most are empty
      apply(effects.get(i));
    }
    transactionEnded(traits.transaction());
  }

  /**
   * What MySQL keeps for the next transaction stays over reads and writes in auto-commit mode: some
   * touch no table, or one without transactions, and so are none.
   */
  private void heedNextTransaction(SqlTraits traits) {
    if (!traits.effects().isEmpty()) {
      return; // it may set it anew after the end
    }
    switch (traits.transaction()) {
      case COMMIT:
      case ROLLBACK:
      case IMPLICIT_COMMIT:
        holds.release(SessionEffect.NEXT_TRANSACTION);
        break;
      default:
        if (transaction.mayBeOpen()) {
          begun = true;
        }
    }
  }

  /** A statement failed, but not for the connection: it may have done its part all the same. */
  void failed(SqlTraits traits) {
    transaction.failed(traits);
    if (traits.mayFailInTransaction()) {
      holds.hold(SqlTraits.unfinished());
    }
    List<SessionEffect> effects = traits.effects();
    for (SessionEffect effect : effects) {
      if (effect.kind() == SessionEffect.Kind.HOLD) {
        hold(effect);
      } else if (effect.kind() == SessionEffect.Kind.RENAME_ALL) {
        applyNow(effect);
      } else if (effect.kind() == SessionEffect.Kind.SET && effects.size() > 1) {
        holds.hold(effect.key(), "a setting of several, of which one failed");
        changed(effect.key());
      }
    }
    pending.doubt();
    if (!isEnd(traits)) {
      transactionEnded(traits.transaction());
    }
  }

  private static boolean isEnd(SqlTraits traits) {
    return traits.transaction() == SqlTraits.Transaction.COMMIT
        || traits.transaction() == SqlTraits.Transaction.ROLLBACK;
  }

  private void apply(SessionEffect effect) {
    if (effect.key().equals(SessionEffect.SAVEPOINT)) {
      pending.doubt();
      return;
    }
    if (effect.kind() == SessionEffect.Kind.RENAME_ALL) {
      applyNow(effect); // after a rollback, too: nobody can tell
      return;
    }
    boolean holds = effect.kind() == SessionEffect.Kind.HOLD;
    if (holds) {
      applyNow(effect); // even if a rollback may undo it
    }
    if (effect.key().startsWith(SessionEffect.PREPARED)) {
      applyNow(effect); // outlives a rollback, either way
    } else if (!holds || !effect.counted() && isUndoneByRollback()) {
      atCommit(() -> applyNow(effect));
    }
  }

  private void applyNow(SessionEffect effect) {
    switch (effect.kind()) {
      case SET:
        if (settings.isFull()) {
          holds.hold("full", "more settings than are remembered");
          break;
        }
        if (CHARACTER_SETS.contains(effect.key())) {
          settings.forgetVariables(effect).forEach(key -> holds.hold(key, "a user variable"));
        }
        holds.release(effect.key());
        settings.set(effect.key(), effect.sql());
        changed(effect.key());
        break;
      case HOLD:
        settings.forget(effect.key());
        hold(effect);
        break;
      case RELEASE:
        settings.forget(effect.key());
        holds.release(effect.key());
        break;
      case RENAME_ALL:
        holds.detach(effect.key());
        break;
      default:
        settings.forgetAll(effect.key());
        holds.releaseAll(effect.key());
    }
  }

  private void hold(SessionEffect effect) {
    if (effect.key().equals(SessionEffect.NEXT_TRANSACTION)) {
      begun = false;
    }
    holds.hold(effect);
  }

  /**
   * A name without a schema means another table from now on: to drop that is not to drop the
   * temporary one. On PostgreSQL those are found first in any schema.
   */
  private void changed(String key) {
    boolean schema = key.equals(SessionEffect.CATALOG) || key.equals(SessionEffect.SCHEMA);
    if (schema && dialect != Dialect.POSTGRESQL) {
      holds.detach(SessionEffect.TEMPORARY);
    }
  }

  /** The application made a JDBC setting. */
  void set(JdbcMethod method, Object[] arguments) {
    if (!SessionSettings.isKnown(method)) {
      taint(method + " cannot be made again");
      return;
    }
    if (method.name().equals("setSchema") && isTemporary(arguments[0])) {
      settings.forget(SessionEffect.SCHEMA);
      taint("a schema in which all that is created is temporary");
      return;
    }
    // pgjdbc does these two with SQL inside the transaction, the others outside of it
    boolean inTransaction =
        method.name().equals("setSchema") || method.name().equals("setClientInfo");
    if (inTransaction) {
      atCommit(() -> settings.set(method, arguments));
    } else {
      settings.set(method, arguments);
    }
    changed(SessionSettings.keyOf(method));
  }

  private boolean isTemporary(Object schema) {
    String name = String.valueOf(schema);
    return dialect == Dialect.POSTGRESQL && name.regionMatches(true, 0, "pg_temp", 0, 7);
  }

  /** Now, unless a rollback would undo it. */
  private void atCommit(Runnable setting) {
    if (isUndoneByRollback()) {
      pending.add(setting);
    } else {
      setting.run();
    }
  }

  private boolean isUndoneByRollback() {
    return settingsAreTransactional && transaction.mayBeOpen();
  }

  /** By JDBC. */
  void committed() {
    endedByJdbc(SqlTraits.Transaction.COMMIT);
  }

  void rolledBack() {
    endedByJdbc(SqlTraits.Transaction.ROLLBACK);
  }

  /** MariaDB Connector/J sends nothing where the server says that no transaction is open. */
  private void endedByJdbc(SqlTraits.Transaction how) {
    if (dialect != Dialect.MARIADB || begun) {
      holds.release(SessionEffect.NEXT_TRANSACTION);
    }
    transaction.ended();
    transactionEnded(how);
  }

  /** To a savepoint: some of the settings may be gone. */
  void rolledBackInPart() {
    transaction.ranSomething();
    pending.doubt();
  }

  /**
   * @param how {@code NONE}: it did not
   */
  private void transactionEnded(SqlTraits.Transaction how) {
    if (pending.ended(how)) {
      taint("settings made inside a transaction of which a part failed");
    }
  }

  void autoCommitSet(boolean value) {
    if (value && !transaction.autoCommit()) {
      transactionEnded(SqlTraits.Transaction.COMMIT);
    }
    transaction.autoCommitSet(value);
  }

  /** What the driver does behind JDBC, and nobody can restore. */
  void taint(String reason) {
    holds.hold("jdbc:" + reason, reason);
  }

  /** What cannot be restored, null if all can. */
  String taint() {
    return holds.inWords();
  }

  /** What would be lost of the transaction. */
  TransactionWork work() {
    TransactionWork work = transaction.work();
    return pending.any() ? work.and(TransactionWork.MORE) : work;
  }

  /** Whether the application wants it so. */
  boolean isReadOnly() {
    return settings.isReadOnly();
  }

  boolean wrote() {
    return wrote;
  }

  boolean asksHistory() {
    return asksHistory;
  }

  /** Whether statements of this session wrote something that others may ask for. */
  boolean hasHistory() {
    return hasHistory;
  }

  boolean isHistoryLost() {
    return historyLost;
  }

  /**
   * Makes {@code fresh} what the application made of its predecessor. In auto-commit mode first: on
   * PostgreSQL, what is set inside a transaction is gone after its rollback.
   */
  void restore(Connection fresh) throws SQLException {
    if (!fresh.getAutoCommit()) {
      fresh.setAutoCommit(true);
    }
    settings.restore(
        fresh,
        failure -> dialect.classify(failure).isGone(),
        () -> notRestored = "a setting that the new session refuses");
    if (!transaction.autoCommit()) {
      fresh.setAutoCommit(false);
    }
  }

  /**
   * The same while the session of now is well, or nobody has been told of its loss.
   *
   * @return whether all could be made; if not, its loss is told later
   */
  boolean restoreAll(Connection fresh) throws SQLException {
    try {
      restore(fresh);
      return notRestored == null;
    } finally {
      if (notRestored != null) {
        taint(notRestored);
        notRestored = null;
      }
    }
  }

  /** What {@link #restore} could not make again, null if it could all. */
  String notRestored() {
    return notRestored;
  }

  /** Another session has taken over. */
  void moved() {
    historyLost |= hasHistory;
    hasHistory = false;
    overwritten = asksOfLastStatement(); // a read is a last statement, too
  }

  /**
   * The agent has asked the server something of its own. MySQL and MariaDB: COM_PING makes the row
   * count 0 (my_ok sets it), a query the warnings too.
   */
  void pinged() {
    overwritten = asksOfLastStatement();
  }

  /**
   * Whether the database can be asked what the very last statement left, which others overwrite.
   */
  private boolean asksOfLastStatement() {
    return dialect.sql() == SqlDialect.MYSQL;
  }

  /** After {@link #pinged}: it was not sent after all. */
  void notPinged(boolean before) {
    overwritten = before;
  }

  /** Whether what only the very last statement left is not what the application's left. */
  boolean isOverwritten() {
    return overwritten;
  }

  /** The server turned out to take no writes. */
  void forgetWrites() {
    wrote = false;
  }

  /** The session is gone, and with it its transaction. */
  void lost() {
    transaction.ended();
    pending.drop();
  }

  /** The application was told: it goes on in a session that is as good as new. */
  void told() {
    holds.clear();
    notRestored = null;
    lost();
  }
}
