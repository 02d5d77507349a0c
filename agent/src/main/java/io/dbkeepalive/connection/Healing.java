package io.dbkeepalive.connection;

import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.Fence;
import io.dbkeepalive.dialect.ServerSession;
import io.dbkeepalive.dialect.SqlDialect;
import io.dbkeepalive.recovery.Healable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection as recovery sees it: how it is opened again, and what the new one is asked. As
 * thread-safe as the connection.
 */
final class Healing implements Healable {
  private final ManagedConnection connection;
  private final Opener opener;
  private final Reopening reopening;

  Healing(ManagedConnection connection, Opener opener, Reopening reopening) {
    this.connection = connection;
    this.opener = opener;
    this.reopening = reopening;
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
  public Dialect dialect() {
    return connection.dialect();
  }

  @Override
  public boolean isClosed() {
    return connection.isClosed();
  }

  @Override
  public long idleNanos() {
    return connection.idleNanos();
  }

  @Override
  public Connection connect() throws Exception {
    return reopening.connect();
  }

  @Override
  public Connection connectAside() throws Exception {
    return reopening.openAside(loader());
  }

  @Override
  public void tryConnect() throws Exception {
    reopening.tryOpen(loader());
  }

  private ClassLoader loader() {
    return connection.handle().getClass().getClassLoader();
  }

  @Override
  public Connection reopen() throws Exception {
    Connection fresh = connect();
    try {
      connection.session.restore(fresh);
      return fresh;
    } catch (SQLException | RuntimeException e) {
      Graveyard.end(fresh);
      throw e;
    }
  }

  @Override
  public boolean moveIdle(Connection fresh) {
    return connection.upkeep.moveIdle(fresh);
  }

  @Override
  public boolean adopt(Connection fresh) {
    return connection.adopt(fresh);
  }

  @Override
  public String notRestored() {
    return connection.session.notRestored();
  }

  @Override
  public boolean repeatsReads(Connection fresh) {
    return isolationOf(fresh) > Connection.TRANSACTION_READ_COMMITTED;
  }

  /** MySQL locks what it reads then; PostgreSQL and others find conflicts when they commit. */
  @Override
  public boolean validatesReads(Connection fresh) {
    return dialect().sql() != SqlDialect.MYSQL
        && isolationOf(fresh) >= Connection.TRANSACTION_SERIALIZABLE;
  }

  private static int isolationOf(Connection fresh) {
    try {
      int isolation = fresh.getTransactionIsolation();
      if (!fresh.getAutoCommit()) {
        fresh.rollback(); // whatever the question began
      }
      return isolation;
    } catch (SQLException | RuntimeException e) {
      return Integer.MAX_VALUE; // not known: told rather than wrong
    }
  }

  @Override
  public boolean fence(Connection fresh, long deadline) {
    ServerSession ours = PhysicalConnection.of(fresh, opener.url).server;
    return Fence.end(fresh, ours, connection.known().server, deadline);
  }

  @Override
  public boolean rollsBackAll(Connection fresh) {
    return dialect().rollsBackAll(fresh);
  }

  @Override
  public void lose() {
    connection.lose();
  }

  @Override
  public void told() {
    connection.session.told();
  }

  @Override
  public void quarantine(String lost) {
    connection.quarantine(lost);
  }
}
