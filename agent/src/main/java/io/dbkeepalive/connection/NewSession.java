package io.dbkeepalive.connection;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.TimeOuts;
import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.LockTimeOuts;
import io.dbkeepalive.dialect.QueryTimeOuts;
import io.dbkeepalive.dialect.TimeOutProperties;
import io.dbkeepalive.telemetry.DatabaseName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Gives a new physical connection the time-outs that no property of its driver gave it. What cannot
 * be given is said once. Immutable.
 */
final class NewSession {
  private final TimeOuts timeOuts;
  private final OnceSaid said;
  private final Opener opener;
  private final Dialect dialect;

  NewSession(Environment environment, Opener opener, Dialect dialect) {
    this.timeOuts = environment.options.timeOuts();
    this.said = environment.said;
    this.opener = opener;
    this.dialect = dialect;
  }

  /**
   * Right after it was opened, before the session of the application is made again.
   *
   * @throws SQLException if it was lost in between
   */
  void setUp(Connection fresh) throws SQLException {
    if (!opener.givesProperties()) {
      tellOfConnect();
      setRead(fresh);
    }
    setLock(fresh);
    if (timeOuts.queryMillis != Options.OFF && QueryTimeOuts.areWithoutEffect(fresh)) {
      tell("query-timeout", "this driver leaves query time-outs to MariaDB servers", null);
    }
  }

  /** For a statement that has none, before the application can set its own. Sends nothing. */
  void giveQueryTimeout(Statement created) {
    if (timeOuts.queryMillis == Options.OFF) {
      return;
    }
    try {
      if (created.getQueryTimeout() == 0) {
        created.setQueryTimeout(TimeOuts.seconds(timeOuts.queryMillis));
      }
    } catch (SQLException | RuntimeException e) {
      tell("query-timeout", "the driver has refused it", e);
    }
  }

  private void tellOfConnect() {
    if (timeOuts.connectMillis != Options.OFF && !TimeOutProperties.isConnectSetIn(opener.url)) {
      tell("connect-timeout", "the driver's property for it is out of reach of this agent", null);
    }
  }

  private void setRead(Connection fresh) throws SQLException {
    if (timeOuts.readMillis == Options.OFF || TimeOutProperties.isReadSetIn(opener.url)) {
      return;
    }
    try {
      if (fresh.getNetworkTimeout() == 0) {
        fresh.setNetworkTimeout(
            Runnable::run, (int) Math.min(timeOuts.readMillis, Integer.MAX_VALUE));
        if (fresh.getNetworkTimeout() == 0) {
          tell("read-timeout", "the driver has no network time-out", null);
        }
      }
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      failed("read-timeout", "the driver has set no network time-out", e);
    }
  }

  private void setLock(Connection fresh) throws SQLException {
    if (timeOuts.lockMillis == Options.OFF) {
      return;
    }
    if (!LockTimeOuts.areKnownOf(dialect)) {
      tell("lock-timeout", "not known for this database", null);
      return;
    }
    String sql = LockTimeOuts.statement(dialect, timeOuts.lockMillis, opener::names);
    if (sql != null) {
      try (Statement statement = fresh.createStatement()) {
        statement.execute(sql);
      } catch (SQLException | RuntimeException e) {
        failed("lock-timeout", "the server has refused it", e);
      }
    }
  }

  private void failed(String option, String reason, Throwable failure) throws SQLException {
    if (failure instanceof SQLException && dialect.classify(failure).isGone()) {
      throw (SQLException) failure;
    }
    tell(option, reason, failure);
  }

  private void tell(String option, String reason, Throwable failure) {
    said.timeOutNotSet(option, DatabaseName.of(opener.url), reason, failure);
  }
}
