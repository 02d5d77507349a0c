package io.dbkeepalive.telemetry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the agent tells people: one method and one log line per event. Thread-safe. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dbkeepalive");

  private Events() {}

  public static void agentStarted(String version, String options) {
    LOG.atInfo()
        .setMessage("agent-started")
        .addKeyValue("version", version)
        .addKeyValue("options", options.isEmpty() ? "default" : options)
        .log();
  }

  public static void agentDisabled() {
    LOG.atInfo().setMessage("agent-disabled").log();
  }

  /** A sentence that names key, value, bounds and remedy. */
  public static void optionWrong(String sentence) {
    LOG.atError().setMessage("option-wrong").addKeyValue("reason", sentence).log();
  }

  public static void connectionOpened(long id, String database, String driver) {
    LOG.atDebug()
        .setMessage("connection-opened")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("driver", driver)
        .log();
  }

  /** A connection that cannot be healed, from the start. */
  public static void connectionUnmanaged(String database, String reason) {
    LOG.atInfo()
        .setMessage("connection-unmanaged")
        .addKeyValue("database", database)
        .addKeyValue("reason", reason)
        .log();
  }

  /** Something else that reconnects, retries or replays; said once per database. */
  public static void competingMachinery(
      String database, String title, String reason, String remedy) {
    LOG.atWarn()
        .setMessage("competing-machinery")
        .addKeyValue("database", database)
        .addKeyValue("name", title)
        .addKeyValue("reason", reason)
        .addKeyValue("remedy", remedy)
        .log();
  }

  public static void connectionHealed(
      long id, String database, String cause, long idleNanos, int attempt, long tookNanos) {
    LOG.atWarn()
        .setMessage("connection-healed")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("cause", cause)
        .addKeyValue("idle", Spans.text(idleNanos))
        .addKeyValue("attempt", attempt)
        .addKeyValue("took", Spans.text(tookNanos))
        .log();
  }

  public static void jmxMissing(String database, Throwable reason) {
    LOG.atDebug()
        .setMessage("jmx-missing")
        .addKeyValue("database", database)
        .setCause(reason)
        .log();
  }

  /** In the background. */
  public static void pinged(
      long id, String database, long idleNanos, boolean answered, long tookNanos) {
    LOG.atDebug()
        .setMessage(answered ? "connection-pinged" : "ping-failed")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("idle", Spans.text(idleNanos))
        .addKeyValue("took", Spans.text(tookNanos))
        .log();
  }

  public static void connectionRecycled(long id, String database, long ageNanos) {
    LOG.atInfo()
        .setMessage("connection-recycled")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("age", Spans.text(ageNanos))
        .log();
  }

  /**
   * After how much idleness connections are pinged; once per database.
   *
   * @param limits of its server, in words
   */
  public static void pingInterval(String database, long intervalNanos, String limits) {
    LOG.atInfo()
        .setMessage("ping-interval")
        .addKeyValue("database", database)
        .addKeyValue("interval", Spans.text(intervalNanos))
        .addKeyValue("server-limit", limits)
        .log();
  }

  /** A connection was found dead that had been idle for less than any before. */
  public static void idleDeath(String database, long ageNanos, long intervalNanos) {
    LOG.atWarn()
        .setMessage("idle-death")
        .addKeyValue("database", database)
        .addKeyValue("idle", Spans.text(ageNanos))
        .addKeyValue("interval", Spans.text(intervalNanos))
        .log();
  }

  public static void healFailed(
      long id, String database, String cause, int attempts, long tookNanos, Throwable failure) {
    LOG.atError()
        .setMessage("heal-failed")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("cause", cause)
        .addKeyValue("attempts", attempts)
        .addKeyValue("took", Spans.text(tookNanos))
        .setCause(failure)
        .log();
  }

  public static void loginRefused(long id, String database, Throwable failure) {
    LOG.atError()
        .setMessage("login-refused")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("remedy", "the password seems to have changed: restart with the new one")
        .setCause(failure)
        .log();
  }

  /**
   * Nobody tried, for a reason that another event has told: at info, one line for each call would
   * be too much.
   */
  public static void healSkipped(long id, String database, String cause, String reason) {
    LOG.atDebug()
        .setMessage("heal-skipped")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("cause", cause)
        .addKeyValue("reason", reason)
        .log();
  }

  /** So many wait for a reconnect that this one would come after its deadline. */
  public static void reconnectLimited(String database, int perSecond) {
    LOG.atWarn()
        .setMessage("reconnect-limited")
        .addKeyValue("database", database)
        .addKeyValue("rate", perSecond + "/s")
        .addKeyValue("remedy", "raise reconnect-rate if the database can take more")
        .log();
  }

  /**
   * @param failures connects that failed in a row
   * @param awayNanos since the first of them
   */
  public static void breakerOpened(
      String database, int failures, long awayNanos, long trialInNanos, Throwable failure) {
    LOG.atError()
        .setMessage("breaker-opened")
        .addKeyValue("database", database)
        .addKeyValue("failures", failures)
        .addKeyValue("since", momentBefore(awayNanos))
        .addKeyValue("trial-in", Spans.text(trialInNanos))
        .setCause(failure)
        .log();
  }

  public static void breakerHalfOpen(String database, int failures, long awayNanos) {
    LOG.atDebug()
        .setMessage("breaker-half-open")
        .addKeyValue("database", database)
        .addKeyValue("failures", failures)
        .addKeyValue("since", momentBefore(awayNanos))
        .log();
  }

  /**
   * @param failure null if the trial did not come to an end
   */
  public static void breakerTrialFailed(String database, long awayNanos, Throwable failure) {
    LOG.atDebug()
        .setMessage("breaker-trial-failed")
        .addKeyValue("database", database)
        .addKeyValue("since", momentBefore(awayNanos))
        .setCause(failure)
        .log();
  }

  public static void breakerClosed(String database, int failures, long awayNanos) {
    LOG.atInfo()
        .setMessage("breaker-closed")
        .addKeyValue("database", database)
        .addKeyValue("failures", failures)
        .addKeyValue("since", momentBefore(awayNanos))
        .addKeyValue("away", Spans.text(awayNanos))
        .log();
  }

  public static void callRefused(
      long id, String database, String call, String reason, String verdict, String cause) {
    LOG.atWarn()
        .setMessage("call-refused")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("call", call)
        .addKeyValue("reason", reason)
        .addKeyValue("verdict", verdict)
        .addKeyValue("cause", cause)
        .log();
  }

  /**
   * A call lost its connection, and the agent only looks on.
   *
   * @param would {@code heal}, or the reason for which the call would have been refused
   * @param times how often that word would have been heal, or not, so far
   */
  public static void observed(
      long id,
      String database,
      String call,
      String cause,
      String would,
      String verdict,
      long times) {
    LOG.atWarn()
        .setMessage(would.equals("heal") ? "would-heal" : "would-refuse")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("call", call)
        .addKeyValue("cause", cause)
        .addKeyValue("reason", would)
        .addKeyValue("verdict", verdict)
        .addKeyValue("times", times)
        .log();
  }

  /**
   * A time-out of the options is not in force; said once for each option and database.
   *
   * @param failure null if nothing was tried
   */
  public static void timeOutNotSet(
      String option, String database, String reason, Throwable failure) {
    LOG.atWarn()
        .setMessage("time-out-not-set")
        .addKeyValue("option", option)
        .addKeyValue("database", database)
        .addKeyValue("reason", reason)
        .setCause(failure)
        .log();
  }

  /** Each JVM gets one connection all the same. */
  public static void budgetTooSmall(int maxConnections, int pods) {
    LOG.atWarn()
        .setMessage("budget-too-small")
        .addKeyValue("max-connections", maxConnections)
        .addKeyValue("pods", pods)
        .addKeyValue("share", 1)
        .addKeyValue("remedy", "raise max-connections to pods at least")
        .log();
  }

  /** The application opens more connections than its budget has, and none was closed in time. */
  public static void connectRefused(String database, Throwable refusal) {
    LOG.atWarn()
        .setMessage("connect-refused")
        .addKeyValue("database", database)
        .setCause(refusal)
        .log();
  }

  /** The server of a connection has said who it is: from now on it can be asked after its calls. */
  public static void sessionKnown(long id, String database) {
    LOG.atDebug()
        .setMessage("session-known")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .log();
  }

  /** A call gets no answer; said once of each. */
  public static void callStalled(long id, String database, long forNanos, String thread) {
    LOG.atWarn()
        .setMessage("call-stalled")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("for", Spans.text(forNanos))
        .addKeyValue("thread", thread)
        .log();
  }

  /**
   * The connection of a stalled call was ended.
   *
   * @param proof a sentence: why the call could never have had an answer
   */
  public static void callAborted(
      long id, String database, long forNanos, String thread, String proof) {
    LOG.atWarn()
        .setMessage("call-aborted")
        .addKeyValue("connection", id)
        .addKeyValue("database", database)
        .addKeyValue("for", Spans.text(forNanos))
        .addKeyValue("thread", thread)
        .addKeyValue("proof", proof)
        .log();
  }

  /**
   * Somebody holds a connection for too long; said once of each time that it is taken.
   *
   * @param held which one: {@code loan} and the pool's name, or {@code connection}
   * @param takenBy the stack that took it
   * @param now what the thread does now that took it
   */
  public static void connectionLeak(
      Held held, String database, long forNanos, String thread, String takenBy, String now) {
    leakEvent("connection-leak", held, database, forNanos, thread)
        .addKeyValue("taken-by", takenBy)
        .addKeyValue("now", now)
        .log();
  }

  /** It came back, or is used again, after all. */
  public static void connectionLeakOver(Held held, String database, long forNanos, String thread) {
    leakEvent("connection-leak-over", held, database, forNanos, thread).log();
  }

  private static LoggingEventBuilder leakEvent(
      String event, Held held, String database, long forNanos, String thread) {
    LoggingEventBuilder line = LOG.atWarn().setMessage(event).addKeyValue(held.kind, held.id);
    return (held.pool == null ? line : line.addKeyValue("pool", held.pool))
        .addKeyValue("database", database)
        .addKeyValue("held", Spans.text(forNanos))
        .addKeyValue("thread", thread);
  }

  /**
   * @param failure without a word of the SQL
   */
  public static void initSqlFailed(String database, String failure) {
    LOG.atError()
        .setMessage("init-sql-failed")
        .addKeyValue("database", database)
        .addKeyValue("error", failure)
        .log();
  }

  /** The class works as without the agent: its connections are not healed. */
  public static void classNotWoven(String className, Throwable reason) {
    LOG.atWarn()
        .setMessage("class-not-woven")
        .addKeyValue("class", className)
        .setCause(reason)
        .log();
  }

  /** A class that uses JDBC, but has a parent that cannot be read: hardly a driver's. */
  public static void classUnknown(String className, Throwable reason) {
    LOG.atDebug()
        .setMessage("class-unknown")
        .addKeyValue("class", className)
        .setCause(reason)
        .log();
  }

  /** Drivers below a loader that hides our bootstrap classes from them. */
  public static void loaderBlind(String loader) {
    LOG.atWarn()
        .setMessage("classes-not-woven")
        .addKeyValue("loader", loader)
        .addKeyValue(
            "remedy", "let it delegate the package io.dbkeepalive.bootstrap to the boot loader")
        .log();
  }

  public static void classWoven(String className, long tookNanos) {
    LOG.atDebug()
        .setMessage("class-woven")
        .addKeyValue("class", className)
        .addKeyValue("took", Spans.text(tookNanos))
        .log();
  }

  public static void methodWithoutRole(String method) {
    LOG.atWarn()
        .setMessage("method-without-role")
        .addKeyValue("method", method)
        .addKeyValue("remedy", "this Java version is newer than this agent: update the agent")
        .log();
  }

  /** Connections that are not looked at before each call, only pinged after idleness. */
  public static void probeOff(String connectionClass, String reason) {
    LOG.atDebug()
        .setMessage("probe-off")
        .addKeyValue("class", connectionClass)
        .addKeyValue("reason", reason)
        .log();
  }

  /** A defect of ours: the application's call ran as if there were no agent. */
  public static void agentError(String where, Throwable defect) {
    LOG.atError().setMessage("agent-error").addKeyValue("where", where).setCause(defect).log();
  }

  private static Instant momentBefore(long nanos) {
    return Instant.now().minusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }
}
