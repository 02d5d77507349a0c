package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;

/**
 * A real database server that a test may stop, start again and take connections from. It listens on
 * one port for its whole life and keeps its data over a restart; its database is called {@code
 * test}. What a test asks of the server itself goes over short connections of an administrator,
 * never through a proxy, and is not counted among the sessions.
 *
 * <p>Not thread-safe: the tests of one JVM run one after the other.
 */
public abstract class DatabaseServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(20);

  private final Dialect dialect;
  private final JdbcDriver adminDriver;
  private boolean prepared;
  private boolean running;

  DatabaseServer(Dialect dialect, JdbcDriver adminDriver) {
    this.dialect = dialect;
    this.adminDriver = adminDriver;
  }

  /** The address at which the server, not a proxy, is reached. */
  public abstract String host();

  /** The port of {@link #host()}, the same after a restart. */
  public abstract int port();

  /** The user of the sessions that a test opens, as opposed to the administrator. */
  public final String user() {
    return Dialect.USER;
  }

  public final String password() {
    return Dialect.PASSWORD;
  }

  /** The URL of the server for a driver, with further options as {@code name=value}. */
  public final String url(JdbcDriver driver, String... options) {
    return driver.url(host(), port(), options);
  }

  /**
   * The same past whatever stands in front of the server and has sockets of its own, so that the
   * server sees the client's.
   */
  public final String directUrl(JdbcDriver driver, String... options) {
    InetSocketAddress address = directAddress();
    return driver.url(address.getHostString(), address.getPort(), options);
  }

  /** The address of {@link #directUrl}. */
  InetSocketAddress directAddress() {
    return new InetSocketAddress(host(), port());
  }

  /** Starts the server, on the same port and data as before; returns when it takes connections. */
  public final void start() throws IOException {
    if (running) {
      return;
    }
    startProcess();
    running = true;
    awaitAnswer();
    if (!prepared) {
      asAdmin(dialect.preparation().toArray(String[]::new));
      prepared = true;
    }
  }

  /** Stops the server in the orderly way; returns when nothing listens on its port any more. */
  public final void stop() throws IOException {
    if (running) {
      running = false;
      stopProcess();
    }
  }

  /**
   * Freezes the server: its machine still takes packets and connections, and nobody answers.
   *
   * @throws UnsupportedOperationException if it runs in no container
   */
  public void freeze() {
    throw new UnsupportedOperationException(this + " runs in no container");
  }

  /** Ends {@link #freeze}. */
  public void thaw() {
    throw new UnsupportedOperationException(this + " runs in no container");
  }

  public final void restart() throws IOException {
    stop();
    start();
  }

  /** A direct connection with every privilege; the caller closes it. */
  public final Connection adminConnection() throws SQLException {
    return DriverManager.getConnection(
        adminUrl(url(adminDriver, adminDriver.timeouts())), adminUser(), adminPassword());
  }

  /**
   * Lets the server end sessions that were idle for longer; MySQL and MariaDB heed it in sessions
   * that are opened from now on, PostgreSQL in all.
   *
   * @param timeout for MySQL and MariaDB whole seconds, at least one
   * @throws UnsupportedOperationException if the server, as H2, has no such time-out
   */
  public final void idleTimeout(Duration timeout) {
    asAdmin(dialect.idleTimeout(timeout).toArray(String[]::new));
  }

  /** The number by which {@link #kill} knows the session behind a connection. */
  public final long sessionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(dialect.ownSession)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The numbers of the sessions of {@link #user()} that are open now. */
  public final List<Long> sessions() {
    try (Connection connection = adminConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(dialect.sessions)) {
      List<Long> sessions = new ArrayList<>();
      while (rows.next()) {
        if (user().equals(rows.getString("User"))) {
          sessions.add(rows.getLong("Id"));
        }
      }
      return sessions;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot list the sessions of " + this, e);
    }
  }

  /** Returns when a session runs a statement with this text in it. */
  public final void awaitStatement(long session, String text) {
    awaitStatement("session " + session, text, number -> number == session);
  }

  /** Returns the number of the first session that runs a statement with this text in it. */
  public final long awaitStatement(String text) {
    return awaitStatement("any session", text, number -> true);
  }

  private long awaitStatement(String where, String text, LongPredicate which) {
    AtomicLong found = new AtomicLong();
    try (Connection connection = adminConnection();
        Statement statement = connection.createStatement()) {
      Await.until(
          "'" + text + "' in " + where, SESSION_TIMEOUT, () -> runs(statement, which, text, found));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot list the sessions of " + this, e);
    }
    return found.get();
  }

  private boolean runs(Statement statement, LongPredicate which, String text, AtomicLong found) {
    try (ResultSet rows = statement.executeQuery(dialect.sessions)) {
      while (rows.next()) {
        String running = rows.getString("Info");
        if (which.test(rows.getLong("Id")) && running != null && running.contains(text)) {
          found.set(rows.getLong("Id"));
          return true;
        }
      }
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot list the sessions of " + this, e);
    }
  }

  /** Returns when the server no longer knows a session: whatever it did is done. */
  public final void awaitEnd(long session) {
    Await.until(
        "the end of session " + session, SESSION_TIMEOUT, () -> !sessions().contains(session));
  }

  /** Ends a session by the server's own means; returns when the server no longer knows it. */
  public final void kill(long session) {
    killNow(session);
    awaitEnd(session);
  }

  /**
   * The same without waiting, for a session in whose place another comes at once: H2 gives it the
   * same number.
   */
  public final void killNow(long session) {
    try {
      asAdmin(dialect.kill(session));
    } catch (IllegalStateException e) {
      if (sessions().contains(session)) { // else it has just ended by itself
        throw e;
      }
    }
  }

  /** Ends every session of {@link #user()}; returns when the server no longer knows them. */
  public final void killAll() {
    sessions().forEach(this::kill);
  }

  /** Starts the process of the server; need not wait until it takes connections. */
  abstract void startProcess() throws IOException;

  abstract void stopProcess() throws IOException;

  abstract String adminUser();

  abstract String adminPassword();

  /** The URL of the administrator, made of the one for the tests' database. */
  abstract String adminUrl(String url);

  /** Stops the server for good and removes its data; does nothing a second time. */
  @Override
  public void close() throws IOException {
    stop();
  }

  private void awaitAnswer() {
    AtomicReference<SQLException> refusal = new AtomicReference<>();
    try {
      Await.until("the start of " + this, START_TIMEOUT, () -> answers(refusal));
    } catch (AssertionError e) {
      if (refusal.get() != null) {
        e.addSuppressed(refusal.get());
      }
      throw e;
    }
  }

  private boolean answers(AtomicReference<SQLException> refusal) {
    try (Connection connection = adminConnection()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      refusal.set(e);
      return false;
    }
  }

  /** Has the administrator execute statements, in a session that ends with them. */
  public final void asAdmin(String... commands) {
    try (Connection connection = adminConnection();
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the administrator of " + this + " was refused", e);
    }
  }
}
