package io.dbkeepalive.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The agent's options in force. Immutable and so safe for use by any thread; no accessor returns
 * null or throws. {@link OptionsParser} makes it.
 */
public final class Options {
  /** Stands for a duration that is switched off: longer than any that can pass. */
  public static final long OFF = Long.MAX_VALUE;

  /** Stands for a duration that the agent finds out. */
  public static final long AUTO = -1;

  /** Stands for a rate or a number that is switched off. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final boolean enabled;
  private final boolean strict;
  private final Globs include;
  private final Globs exclude;
  private final Recovery recovery;
  private final int attempts;
  private final long backoffMillis;
  private final long maxBackoffMillis;
  private final long recoveryTimeoutMillis;
  private final int reconnectRate;
  private final int breakerFailures;
  private final long breakerOpenMillis;
  private final long pingIntervalMillis;
  private final Globs pingExclude;
  private final boolean pingInTransaction;
  private final long maxAgeMillis;
  private final long pingTimeoutMillis;
  private final long validateAfterIdleMillis;
  private final long stallTimeoutMillis;
  private final long leakThresholdMillis;
  private final List<String> initSql;
  private final TimeOuts timeOuts;
  private final int maxConnections;
  private final int pods;
  private final long connectWaitMillis;
  private final String log;
  private final InetSocketAddress admin;
  private final String adminToken;
  private final long alertCooldownMillis;
  private final URI alertWebhook;
  private final long logSize;
  private final int logFiles;
  private final LogLevel logLevel;
  private final LogFormat logFormat;
  private final List<EffectiveOption> all;

  /**
   * @param settings what was given; an option without one has its default
   */
  Options(Map<Option, Setting> settings) {
    Map<Option, Setting> all = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      Setting given = settings.get(option);
      all.put(option, given == null ? Setting.defaultOf(option) : given);
    }
    enabled = (Boolean) all.get(Option.ENABLED).value();
    strict = (Boolean) all.get(Option.STRICT).value();
    include = globs(all.get(Option.INCLUDE));
    exclude = globs(all.get(Option.EXCLUDE));
    recovery = (Recovery) all.get(Option.RECOVERY).value();
    attempts = (Integer) all.get(Option.ATTEMPTS).value();
    backoffMillis = (Long) all.get(Option.BACKOFF).value();
    maxBackoffMillis = (Long) all.get(Option.MAX_BACKOFF).value();
    recoveryTimeoutMillis = (Long) all.get(Option.RECOVERY_TIMEOUT).value();
    reconnectRate = (Integer) all.get(Option.RECONNECT_RATE).value();
    breakerFailures = (Integer) all.get(Option.BREAKER_FAILURES).value();
    breakerOpenMillis = (Long) all.get(Option.BREAKER_OPEN).value();
    pingIntervalMillis = (Long) all.get(Option.PING_INTERVAL).value();
    pingExclude = globs(all.get(Option.PING_EXCLUDE));
    pingInTransaction = (Boolean) all.get(Option.PING_IN_TRANSACTION).value();
    maxAgeMillis = (Long) all.get(Option.MAX_AGE).value();
    pingTimeoutMillis = (Long) all.get(Option.PING_TIMEOUT).value();
    validateAfterIdleMillis = (Long) all.get(Option.VALIDATE_AFTER_IDLE).value();
    stallTimeoutMillis = (Long) all.get(Option.STALL_TIMEOUT).value();
    leakThresholdMillis = (Long) all.get(Option.LEAK_THRESHOLD).value();
    Object statement = all.get(Option.INIT_SQL).value();
    initSql =
        statement == null ? Collections.emptyList() : Collections.singletonList((String) statement);
    timeOuts =
        new TimeOuts(
            (Long) all.get(Option.CONNECT_TIMEOUT).value(),
            (Long) all.get(Option.READ_TIMEOUT).value(),
            (Long) all.get(Option.QUERY_TIMEOUT).value(),
            (Long) all.get(Option.LOCK_TIMEOUT).value());
    maxConnections = (Integer) all.get(Option.MAX_CONNECTIONS).value();
    pods = (Integer) all.get(Option.PODS).value();
    connectWaitMillis = (Long) all.get(Option.CONNECT_WAIT).value();
    log = (String) all.get(Option.LOG).value();
    admin = (InetSocketAddress) all.get(Option.ADMIN).value();
    adminToken = (String) all.get(Option.ADMIN_TOKEN).value();
    alertCooldownMillis = (Long) all.get(Option.ALERT_COOLDOWN).value();
    alertWebhook = (URI) all.get(Option.ALERT_WEBHOOK).value();
    logSize = (Long) all.get(Option.LOG_SIZE).value();
    logFiles = (Integer) all.get(Option.LOG_FILES).value();
    logLevel = (LogLevel) all.get(Option.LOG_LEVEL).value();
    logFormat = (LogFormat) all.get(Option.LOG_FORMAT).value();
    this.all = Collections.unmodifiableList(shown(all));
  }

  /** The options of an agent to which nothing was given. */
  public static Options defaults() {
    return new Options(Collections.emptyMap());
  }

  public boolean enabled() {
    return enabled;
  }

  /** Whether the JVM must not start when an option is wrong. */
  public boolean strict() {
    return strict;
  }

  /**
   * Whether connections to this URL are looked after: included (or nothing is named to include) and
   * not excluded.
   *
   * @param jdbcUrl the whole URL, parameters included; null, for a data source that has none, is
   *     covered
   */
  public boolean covers(String jdbcUrl) {
    return jdbcUrl == null
        || ((include.isEmpty() || include.match(jdbcUrl)) && !exclude.match(jdbcUrl));
  }

  public Recovery recovery() {
    return recovery;
  }

  /** How often one call is run again when the connection is lost again in it, 1 to 100. */
  public int attempts() {
    return attempts;
  }

  /** Upper bound of the first pause, in milliseconds; at most {@link #maxBackoffMillis()}. */
  public long backoffMillis() {
    return backoffMillis;
  }

  /** Upper bound of every pause, in milliseconds. */
  public long maxBackoffMillis() {
    return maxBackoffMillis;
  }

  /** Deadline of one recovery, attempts and pauses included, in milliseconds. */
  public long recoveryTimeoutMillis() {
    return recoveryTimeoutMillis;
  }

  /** Reconnects to one database in a second, 1 to 10,000, or {@link #UNLIMITED}. */
  public int reconnectRate() {
    return reconnectRate;
  }

  /** Failed connects in a row before a circuit breaker opens, 1 to 1,000. */
  public int breakerFailures() {
    return breakerFailures;
  }

  /** How long an open circuit breaker waits before its next trial, in milliseconds. */
  public long breakerOpenMillis() {
    return breakerOpenMillis;
  }

  /**
   * Idleness in milliseconds after which a connection is pinged in the background; {@link #AUTO},
   * or {@link #OFF}.
   */
  public long pingIntervalMillis() {
    return pingIntervalMillis;
  }

  /**
   * Whether connections to this URL are pinged in the background.
   *
   * @param jdbcUrl as in {@link #covers}
   */
  public boolean pings(String jdbcUrl) {
    return jdbcUrl == null || !pingExclude.match(jdbcUrl);
  }

  /** Whether connections are pinged while a transaction is open. */
  public boolean pingInTransaction() {
    return pingInTransaction;
  }

  /** At which age a physical connection is exchanged, in milliseconds; {@link #OFF} never. */
  public long maxAgeMillis() {
    return maxAgeMillis;
  }

  /** Deadline of one validation ping, in milliseconds. */
  public long pingTimeoutMillis() {
    return pingTimeoutMillis;
  }

  /**
   * Idleness in milliseconds from which on a connection is pinged before use; 0 is always, {@link
   * #OFF} never.
   */
  public long validateAfterIdleMillis() {
    return validateAfterIdleMillis;
  }

  /** How long a call may wait before its server is asked, in milliseconds, or {@link #OFF}. */
  public long stallTimeoutMillis() {
    return stallTimeoutMillis;
  }

  /** How long a connection may be held before that is said, in milliseconds, or {@link #OFF}. */
  public long leakThresholdMillis() {
    return leakThresholdMillis;
  }

  /**
   * What to run on each new physical connection: no statement or one. It is not split at
   * semicolons, which may stand in a literal; a driver that takes several at once gets them as
   * written.
   */
  public List<String> initSql() {
    return initSql;
  }

  /** What drivers and servers are given where the application has set none. */
  public TimeOuts timeOuts() {
    return timeOuts;
  }

  /** Of one database, for all pods together: 1 to 100,000, or {@link #UNLIMITED}. */
  public int maxConnections() {
    return maxConnections;
  }

  /** How many JVMs share {@link #maxConnections()}, 1 to 10,000. */
  public int pods() {
    return pods;
  }

  /** How long the application waits at most to open a connection beyond the share, in ms. */
  public long connectWaitMillis() {
    return connectWaitMillis;
  }

  /** Where the HTTP endpoint listens, not resolved yet; null without one. */
  public InetSocketAddress admin() {
    return admin;
  }

  /** What its requests must bring; null if nothing. Never shown. */
  public String adminToken() {
    return adminToken;
  }

  /** How long the same alert is not told again, in milliseconds. */
  public long alertCooldownMillis() {
    return alertCooldownMillis;
  }

  /** Where alerts are posted to; null without. Never shown. */
  public URI alertWebhook() {
    return alertWebhook;
  }

  /** {@code stderr}, {@code stdout}, {@code application} or the path of a file. */
  public String log() {
    return log;
  }

  /** At how many bytes a log file is put aside; {@link #OFF} never. */
  public long logSize() {
    return logSize;
  }

  /** How many that were put aside are kept, 1 to 100. */
  public int logFiles() {
    return logFiles;
  }

  public LogLevel logLevel() {
    return logLevel;
  }

  public LogFormat logFormat() {
    return logFormat;
  }

  /**
   * What differs from the defaults and where it was given, for example {@code attempts=5
   * (argument), recovery=reconnect (environment)}; empty when nothing does. The value of {@code
   * init-sql} is not shown. Globs and paths are as given: write it through the log, which masks
   * passwords in URLs.
   */
  public String summary() {
    StringJoiner joiner = new StringJoiner(", ");
    for (EffectiveOption option : all) {
      if (option.isGiven) {
        joiner.add(option.key + "=" + option.value + " (" + option.origin + ")");
      }
    }
    return joiner.toString();
  }

  /** Every option, as in {@link #summary}, secrets left out. */
  public List<EffectiveOption> all() {
    return all;
  }

  private static Globs globs(Setting setting) {
    return setting.value() == null ? Globs.NONE : (Globs) setting.value();
  }

  private static List<EffectiveOption> shown(Map<Option, Setting> settings) {
    List<EffectiveOption> shown = new ArrayList<>();
    for (Map.Entry<Option, Setting> each : settings.entrySet()) {
      Option option = each.getKey();
      Setting setting = each.getValue();
      boolean given = !Objects.equals(setting.value(), Setting.defaultOf(option).value());
      String value = given && option.isSecret() ? "<set>" : setting.text();
      shown.add(new EffectiveOption(option.key(), value, setting.source().toString(), given));
    }
    return shown;
  }
}
