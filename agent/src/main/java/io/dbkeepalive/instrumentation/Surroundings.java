package io.dbkeepalive.instrumentation;

import io.dbkeepalive.dialect.CompetingMachinery;
import io.dbkeepalive.dialect.Dialect;
import io.dbkeepalive.dialect.TimeOutProperties;
import io.dbkeepalive.telemetry.DatabaseName;
import io.dbkeepalive.telemetry.state.DatabaseState;
import io.dbkeepalive.telemetry.state.StateSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of the application's own settings matters to its connections, as the first connection to
 * each database shows it; sends nothing. Thread-safe.
 */
final class Surroundings implements StateSource {
  /** Applications that make up a database for each tenant must not fill the memory. */
  private static final int MOST_DATABASES = 1_000;

  private final ConcurrentMap<String, Map<String, String>> known = new ConcurrentHashMap<>();

  /**
   * At a connection that was just opened and is not managed yet.
   *
   * @param arguments of what has opened it
   */
  void look(String url, Object[] arguments, Connection opened) {
    String database = DatabaseName.of(url);
    if (!known.containsKey(database)
        && known.size() < MOST_DATABASES
        && known.putIfAbsent(database, Collections.emptyMap()) == null) {
      known.put(database, Collections.unmodifiableMap(settings(url, arguments, opened)));
    }
  }

  private static Map<String, String> settings(String url, Object[] arguments, Connection opened) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kind", Dialect.of(url).name());
    settings.put("class", opened.getClass().getName());
    String readTimeOut = readTimeOut(opened);
    if (readTimeOut != null) {
      settings.put("read-timeout", readTimeOut);
    }
    if (arguments.length == 2 && arguments[1] instanceof Properties) {
      boolean set =
          TimeOutProperties.isConnectSetIn(url)
              || ((Properties) arguments[1]).stringPropertyNames().contains("connectTimeout");
      settings.put("connect-timeout", set ? "set" : "not set");
    }
    String pool = pool();
    if (pool != null) {
      settings.put("pool", pool);
    }
    settings.put(
        "competing",
        CompetingMachinery.around(url, opened).stream()
            .map(Enum::name)
            .collect(Collectors.joining(" ")));
    return settings;
  }

  /**
   * In milliseconds, 0 for none: drivers know it without asking. Null where there is no network.
   */
  private static String readTimeOut(Connection opened) {
    try {
      return Integer.toString(opened.getNetworkTimeout());
    } catch (SQLException | RuntimeException | LinkageError e) { // older drivers do not know it
      return null;
    }
  }

  private static String pool() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (DriverPackages.isPool(frame.getClassName())) {
        return frame.getClassName();
      }
    }
    return null;
  }

  @Override
  public void tell(Function<String, DatabaseState.Builder> databases) {
    known.forEach((name, settings) -> databases.apply(name).settings(settings));
  }
}
