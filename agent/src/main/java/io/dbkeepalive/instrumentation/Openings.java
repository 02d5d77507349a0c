package io.dbkeepalive.instrumentation;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.Recovery;
import io.dbkeepalive.connection.Environment;
import io.dbkeepalive.connection.ManagedCalls;
import io.dbkeepalive.connection.Opener;
import io.dbkeepalive.connection.Opening;
import io.dbkeepalive.connection.Places;
import io.dbkeepalive.dialect.CompetingMachinery;
import io.dbkeepalive.dialect.TimeOutProperties;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.events.ConnectionEvents;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** Decides, when a connection was opened and never later, whether it is managed. Thread-safe. */
final class Openings {
  private final Options options;
  private final Environment environment;
  private final DriverPackages drivers;
  private final Borrowings borrowings;
  private final Surroundings surroundings;
  private final Competition competition = new Competition();

  Openings(
      Options options,
      Environment environment,
      DriverPackages drivers,
      Borrowings borrowings,
      Surroundings surroundings) {
    this.options = options;
    this.environment = environment;
    this.drivers = drivers;
    this.borrowings = borrowings;
    this.surroundings = surroundings;
  }

  /**
   * @param method {@code connect}, or what data sources have
   * @param url null of data sources
   * @throws SQLException for the application: its budget of connections is used up
   */
  Object begin(Object opener, String method, String url) throws SQLException {
    boolean xa = method.equals("getXAConnection");
    if (xa || !environment.hasBudget() || !isFromDriver(opener)) {
      return Opening.begin(xa);
    }
    String known = opener instanceof Driver ? url : Places.urlOf(opener);
    return options.covers(known) ? Opening.begin(environment, opener, known) : Opening.begin(false);
  }

  /** What a driver shall connect with: also what the agent itself opens. */
  Properties properties(Object driver, String url, Properties info) {
    return options.timeOuts().concernDrivers() && options.covers(url)
        ? TimeOutProperties.added(options.timeOuts(), driver.getClass(), url, info)
        : info;
  }

  /**
   * @param result null when it failed, or where the driver does not take the URL
   */
  void end(Object token, Object opener, Object[] arguments, Object result) throws SQLException {
    Opening opening = (Opening) token;
    try {
      boolean isNew = result instanceof Connection && isFromDriver(opener);
      if (opening.end(isNew)) {
        opened(opening, opener, arguments, (Connection) result);
      } else if (isNew && opener instanceof Driver && options.covers((String) arguments[0])) {
        competition.look((String) arguments[0], opener.getClass());
      }
    } finally {
      opening.leavePlace();
    }
  }

  private boolean isFromDriver(Object opener) {
    return opener instanceof Driver || drivers.isDrivers(opener.getClass().getName());
  }

  private void opened(Opening opening, Object opener, Object[] arguments, Connection connection)
      throws SQLException {
    String url =
        opener instanceof Driver ? (String) arguments[0] : connection.getMetaData().getURL();
    if (!options.covers(url)) {
      return;
    }
    String gap = ManagedCalls.gapOf(connection.getClass());
    if (opening.isXa()) {
      ConnectionEvents.unmanaged(
          DatabaseName.of(url), "it belongs to an XA data source, whose transaction manager rules");
    } else if (gap != null) {
      ConnectionEvents.unmanaged(DatabaseName.of(url), gap + " could not be woven");
    } else if (ManagedCalls.isNew(connection)) {
      surroundings.look(url, arguments, connection);
      ManagedCalls.manage(environment, connection, recipe(opener, url, arguments), opening);
      watchForLeak(opener, connection);
      competition.look(url, connection);
      if (options.recovery() != Recovery.OBSERVE) {
        CompetingMachinery.disarm(connection);
      }
    }
  }

  private void watchForLeak(Object opener, Connection connection) {
    if (!borrowings.isOff()) {
      Throwable stack = new Throwable();
      if (!borrowings.isForPool(stack.getStackTrace())) {
        ManagedCalls.openedAlone(environment, connection, opener.getClass(), stack);
      }
    }
  }

  private static Opener recipe(Object opener, String url, Object[] arguments) {
    return opener instanceof Driver
        ? Opener.of((Driver) opener, url, (Properties) arguments[1])
        : Opener.of((DataSource) opener, url, arguments);
  }
}
