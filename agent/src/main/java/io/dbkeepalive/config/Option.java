package io.dbkeepalive.config;

import java.util.Locale;

/**
 * Every option, once: key, default, accepted form with its bounds, meaning. The parser and the
 * documented table both follow from here.
 */
enum Option {
  ENABLED("enabled", "true", Form.flag(), "the switch: with `false` no driver is touched"),
  CONFIG(
      "config",
      null,
      Form.text("the path of a properties file in UTF-8"),
      "a file with more options; not itself an option of that file"),
  STRICT("strict", "false", Form.flag(), "refuse to start the JVM on a wrong option"),
  INCLUDE(
      "include", null, Form.globs(), "only connections whose JDBC URL matches are looked after"),
  EXCLUDE("exclude", null, Form.globs(), "connections whose JDBC URL matches are left alone"),
  RECOVERY(
      "recovery",
      "retry",
      Form.oneOf(Recovery.class),
      "`observe` heals nothing and only says in the log what would have been done; `reconnect`"
          + " heals and runs again only what never ran; `retry` also what may safely run again"),
  ATTEMPTS(
      "attempts",
      "3",
      Form.count(1, 100),
      "how often one call is run again when the connection is lost again in it; reconnecting is bounded by `recovery-timeout` alone"),
  BACKOFF(
      "backoff",
      "100ms",
      Form.duration("1ms", "10m"),
      "longest pause before the second attempt; doubles with each further one, with full jitter;"
          + " at most `max-backoff`"),
  MAX_BACKOFF(
      "max-backoff", "2s", Form.duration("1ms", "10m"), "longest pause between two attempts"),
  RECOVERY_TIMEOUT(
      "recovery-timeout",
      "30s",
      Form.duration("100ms", "1h"),
      "deadline of one recovery, all attempts and pauses included; a query time-out that the application set, if it is shorter"),
  RECONNECT_RATE(
      "reconnect-rate",
      "20/s",
      Form.rateOrOff(1, 10_000),
      "at most so many reconnects to one database, in this JVM, evenly spaced"),
  BREAKER_FAILURES(
      "breaker-failures",
      "5",
      Form.count(1, 1_000),
      "after so many failed reconnects to one database in a row, for `recovery-timeout` at least, its"
          + " circuit breaker opens: nobody waits for it any more"),
  BREAKER_OPEN(
      "breaker-open",
      "30s",
      Form.duration("100ms", "1h"),
      "pause before each trial in the background whether a database, whose breaker is open, is back"),
  PING_INTERVAL(
      "ping-interval",
      "auto",
      Form.durationAutoOrOff("100ms", "24h"),
      "ping each connection after so much idleness, in the background; `auto`: 5m, or half of what its"
          + " server allows, or a third of what connections to its database were seen to die at;"
          + " `off` lets databases sleep"),
  PING_EXCLUDE(
      "ping-exclude",
      null,
      Form.globs(),
      "connections whose JDBC URL matches are healed, but not pinged in the background"),
  PING_IN_TRANSACTION(
      "ping-in-transaction", "true", Form.flag(), "ping also while a transaction is open"),
  MAX_AGE(
      "max-age",
      "off",
      Form.durationOrOff("1s", "720h"),
      "exchange each physical connection at such an age, or up to a quarter earlier, behind the"
          + " application's own, at a moment at which nothing is lost with it"),
  PING_TIMEOUT(
      "ping-timeout", "5s", Form.duration("100ms", "10m"), "deadline of a validation ping"),
  VALIDATE_AFTER_IDLE(
      "validate-after-idle",
      "1s",
      Form.durationOrOff("0ms", "24h"),
      "ping before use when the connection was idle for so long"),
  STALL_TIMEOUT(
      "stall-timeout",
      "off",
      Form.durationOrOff("1s", "24h"),
      "a call without an answer for so long is asked after over a second connection; where that shows"
          + " twice that its session, or the server, is gone, its connection is aborted"),
  LEAK_THRESHOLD(
      "leak-threshold",
      "off",
      Form.durationOrOff("1s", "24h"),
      "a connection that is out of its pool for so long, or without a pool unused, is reported, with"
          + " the stack that took it"),
  INIT_SQL(
      "init-sql",
      null,
      Form.text("one SQL statement"),
      "run on each new physical connection, for example `SET SESSION wait_timeout=28800`; never"
          + " shown in the log"),
  CONNECT_TIMEOUT(
      "connect-timeout",
      "off",
      Form.durationOrOff("1s", "1h"),
      "how long the driver tries to connect, where the application has set no such time-out"),
  READ_TIMEOUT(
      "read-timeout",
      "off",
      Form.durationOrOff("1s", "24h"),
      "how long the driver waits for an answer of the server, where the application has set no such"
          + " time-out; ends statements that take longer"),
  QUERY_TIMEOUT(
      "query-timeout",
      "off",
      Form.durationOrOff("1s", "24h"),
      "query time-out of statements for which the application sets none"),
  LOCK_TIMEOUT(
      "lock-timeout",
      "off",
      Form.durationOrOff("1s", "24h"),
      "how long a statement waits for a lock, in sessions for which nobody else has set that"),
  MAX_CONNECTIONS(
      "max-connections",
      "off",
      Form.countOrOff(1, 100_000),
      "so many connections of one database are there for all `pods` of the application; this JVM"
          + " opens its share of them at most"),
  PODS("pods", "1", Form.count(1, 10_000), "how many JVMs share `max-connections`"),
  CONNECT_WAIT(
      "connect-wait",
      "30s",
      Form.duration("0ms", "1h"),
      "how long the application waits to open a connection while this JVM's share of"
          + " `max-connections` is open"),
  ADMIN(
      "admin",
      "off",
      Form.addressOrOff(),
      "address of the HTTP endpoint with the status page, health and metrics, a second after the"
          + " application's first connection, or ten after its start; port 0 is any free one, and the log says which"),
  ADMIN_TOKEN(
      "admin-token",
      null,
      Form.token(),
      "what requests to the HTTP endpoint must bring as `Authorization: Bearer`; without it only"
          + " loopback addresses are accepted, and no request makes the agent do anything; never shown"
          + " in the log"),
  ALERT_COOLDOWN(
      "alert-cooldown",
      "10m",
      Form.duration("1s", "24h"),
      "the same alert of the same database is not told again before"),
  ALERT_WEBHOOK(
      "alert-webhook",
      null,
      Form.webAddress(),
      "where each alert is posted to as JSON, besides the log; never shown in the log"),
  LOG(
      "log",
      "stderr",
      Form.logTarget(),
      "where the log goes; a file is appended to; `application`: the application's own SLF4J, once"
          + " that is there"),
  LOG_SIZE(
      "log-size",
      "10MB",
      Form.sizeOrOff("10KB", "1GB"),
      "a log file of that size is put aside, as `.1`, and a new one begun"),
  LOG_FILES(
      "log-files", "5", Form.count(1, 100), "how many log files that were put aside are kept"),
  LOG_LEVEL(
      "log-level",
      "info",
      Form.oneOf(LogLevel.class),
      "the least severe event that is logged; at debug, repeats are written instead of counted"),
  LOG_FORMAT("log-format", "text", Form.oneOf(LogFormat.class), "one event a line, either way");

  private final String key;
  private final String defaultText;

  @SuppressWarnings("ImmutableEnumChecker") // its function captures immutable values only
  private final Form form;

  private final String meaning;

  Option(String key, String defaultText, Form form, String meaning) {
    this.key = key;
    this.defaultText = defaultText;
    this.form = form;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  /** The default as it would be written; null when there is none. */
  String defaultText() {
    return defaultText;
  }

  Form form() {
    return form;
  }

  String meaning() {
    return meaning;
  }

  /** Whether the value must never be shown: SQL and the paths of webhooks hold passwords too. */
  boolean isSecret() {
    return this == INIT_SQL || this == ADMIN_TOKEN || this == ALERT_WEBHOOK;
  }

  /** The option's name as an environment variable, without the prefix. */
  String variable() {
    return key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The option of that key, in exactly that spelling; null when there is none. */
  static Option of(String key) {
    for (Option option : values()) {
      if (option.key.equals(key)) {
        return option;
      }
    }
    return null;
  }
}
