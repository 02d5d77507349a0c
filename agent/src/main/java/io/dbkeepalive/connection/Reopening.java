package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.FailureKind;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens physical connections like the one that the application opened. Immutable. */
final class Reopening {
  private final Environment environment;
  private final Opener opener;
  private final Dialect dialect;
  private final NewSession newSession;

  Reopening(Environment environment, Opener opener, Dialect dialect, NewSession newSession) {
    this.environment = environment;
    this.opener = opener;
    this.dialect = dialect;
    this.newSession = newSession;
  }

  /** One that is as the application got its own; nothing is left open where that fails. */
  Connection connect() throws SQLException {
    Connection fresh = open();
    try {
      if (!(fresh instanceof Handle)) {
        throw new SQLException("the driver came back with another class, " + fresh.getClass());
      }
      newSession.setUp(fresh);
      InitSql.run(environment.options, fresh);
      return fresh;
    } catch (SQLException | RuntimeException e) {
      Graveyard.end(fresh);
      throw e;
    }
  }

  /**
   * Opens and ends one, on a thread of the agent's own.
   *
   * @param loader of the driver: some drivers ask for it
   */
  void tryOpen(ClassLoader loader) throws SQLException {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    try {
      Connection fresh = open();
      try {
        InitSql.run(environment.options, fresh);
      } finally {
        Graveyard.end(fresh);
      }
    } catch (SQLException e) {
      if (dialect.classify(e) != FailureKind.LOGIN_REFUSED) { // else the server is there
        throw e;
      }
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  /**
   * One that will not take the place of another, on a thread of the agent's own; it does not hang
   * for long where the driver takes time-outs as properties.
   *
   * @param loader as in {@link #tryOpen}
   */
  Connection openAside(ClassLoader loader) throws SQLException {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    try {
      return open(opener.aside());
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private Connection open() throws SQLException {
    return open(opener);
  }

  private Connection open(Opener by) throws SQLException {
    Login login = environment.logins.of(opener);
    try {
      return Opening.unmanaged(by, login);
    } catch (SQLException e) {
      if (dialect.classify(e) == FailureKind.LOGIN_REFUSED) {
        environment.logins.refused(opener, login);
      }
      throw e;
    }
  }
}
