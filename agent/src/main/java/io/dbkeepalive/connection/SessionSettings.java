package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.sql.SessionEffect;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The settings that the application made on its session, through JDBC and in SQL, to be made again
 * on the next physical connection: the last of each kind, in the order in which they were made, for
 * some overlap (a catalog and {@code USE}, {@code SET NAMES} and a single character set).
 * Thread-safe.
 */
final class SessionSettings {
  private static final String CLIENT_INFO = "client-info";

  private static final String READ_ONLY = "read-only";

  private static final int MOST = 1_000;

  /** By method: the key that a setting in SQL would have, see {@code SessionEffect}. */
  private static final Map<String, String> KEYS = new HashMap<>();

  static {
    KEYS.put("setReadOnly", READ_ONLY);
    KEYS.put("setTransactionIsolation", "isolation");
    KEYS.put("setCatalog", "catalog");
    KEYS.put("setSchema", "schema");
    KEYS.put("setClientInfo", CLIENT_INFO);
    KEYS.put("setHoldability", "holdability");
    KEYS.put("setTypeMap", "type-map");
    KEYS.put("setShardingKey", "sharding-key");
    KEYS.put("setNetworkTimeout", "network-timeout");
  }

  /** How one setting is made again. */
  private interface Setting {
    void makeOn(Connection fresh) throws SQLException;

    /** As it is now; itself if it never changes. */
    default Setting copy() {
      return this;
    }
  }

  private static final class SettingInSql implements Setting {
    private final String sql;

    SettingInSql(String sql) {
      this.sql = sql;
    }

    @Override
    public void makeOn(Connection fresh) throws SQLException {
      try (Statement statement = fresh.createStatement()) {
        statement.setEscapeProcessing(false); // the server has seen it as it stands
        statement.execute(sql);
      }
    }
  }

  /** Those by which a server ends idle sessions, as keys of settings in SQL. */
  private static final Pattern IDLE_LIMIT =
      Pattern.compile("set:(wait_timeout|idle_\\w*timeout)", Pattern.CASE_INSENSITIVE);

  /** How often one of them was changed. Written under the lock. */
  private volatile int idleLimits;

  /** In the order in which they were made: what is put again goes to the end. Guarded by this. */
  private final Map<String, Setting> settings = new LinkedHashMap<>(8, 0.75f, true);

  /** Guarded by this. */
  private boolean readOnly;

  /** Whether a setting can be made again. */
  static boolean isKnown(JdbcMethod method) {
    return KEYS.containsKey(method.name());
  }

  /** Of one that {@link #isKnown}: the key that a setting in SQL would have. */
  static String keyOf(JdbcMethod method) {
    return KEYS.get(method.name());
  }

  /** One that {@link #isKnown}. */
  synchronized void set(JdbcMethod method, Object... arguments) {
    String key = KEYS.get(method.name());
    if (key.equals(READ_ONLY)) {
      readOnly = (Boolean) arguments[0];
    }
    if (!key.equals(CLIENT_INFO)) {
      setByJdbc(key, method, arguments);
    } else if (arguments.length == 2) {
      setClientInfo((String) arguments[0], (String) arguments[1]);
    } else { // all of it: what was set one by one before is cleared
      settings.keySet().removeIf(each -> each.startsWith(CLIENT_INFO));
      Properties all = new Properties();
      if (arguments[0] != null) {
        all.putAll((Properties) arguments[0]);
      }
      all.stringPropertyNames().forEach(name -> setClientInfo(name, all.getProperty(name)));
    }
  }

  /** Without an allocation for one that was made before: pools make theirs again and again. */
  private void setByJdbc(String key, JdbcMethod method, Object[] arguments) {
    Setting last = settings.get(key); // goes to the end by this alone
    if (last instanceof JdbcSetting && ((JdbcSetting) last).method == method) {
      ((JdbcSetting) last).arguments = arguments;
    } else {
      settings.put(key, new JdbcSetting(method, arguments));
    }
  }

  private void setClientInfo(String name, String value) {
    String key = CLIENT_INFO + ":" + name;
    if (value == null) {
      forget(key);
    } else {
      settings.put(key, fresh -> fresh.setClientInfo(name, value));
    }
  }

  /**
   * @param sql makes the setting
   */
  synchronized void set(String key, String sql) {
    readOnly |= key.equals(READ_ONLY); // or for the contrary: nobody has to know
    settings.put(key, new SettingInSql(sql));
    noteIdleLimit(key);
  }

  /** Whether there is room for another: an application may make up variables without end. */
  synchronized boolean isFull() {
    return settings.size() >= MOST;
  }

  /**
   * The user variables that were set before this, unless it changes nothing.
   *
   * @return their keys
   */
  synchronized List<String> forgetVariables(SessionEffect before) {
    List<String> forgotten = new ArrayList<>();
    Setting last = settings.get(before.key());
    boolean same = last instanceof SettingInSql && ((SettingInSql) last).sql.equals(before.sql());
    if (!same) {
      settings.keySet().stream().filter(key -> key.startsWith("@")).forEach(forgotten::add);
      forgotten.forEach(settings::remove);
    }
    return forgotten;
  }

  synchronized void forget(String key) {
    settings.remove(key);
    noteIdleLimit(key);
  }

  private void noteIdleLimit(String key) {
    if (IDLE_LIMIT.matcher(key).matches()) {
      idleLimits++;
    }
  }

  /** Counts the changes to the idleness after which the server ends the session; 0 if none. */
  int idleLimits() {
    return idleLimits;
  }

  /** Of those in SQL. A driver keeps its own, whatever SQL resets at the server. */
  synchronized void forgetAll(String prefix) {
    settings
        .entrySet()
        .removeIf(
            each -> each.getValue() instanceof SettingInSql && each.getKey().startsWith(prefix));
  }

  /** Whether the application asked for a session, or transactions, that only read. */
  synchronized boolean isReadOnly() {
    return readOnly;
  }

  /**
   * Makes them all. What the server refuses, as a catalog that is not there any more, is forgotten.
   *
   * @param isLoss whether a failure is the loss of {@code fresh}, which ends it
   * @param ifRefused called if something was refused, though a loss came after it
   */
  void restore(Connection fresh, Predicate<SQLException> isLoss, Runnable ifRefused)
      throws SQLException {
    List<String> refused = new ArrayList<>();
    try {
      for (Map.Entry<String, Setting> each : inOrder().entrySet()) {
        try {
          each.getValue().makeOn(fresh);
        } catch (SQLException e) {
          if (isLoss.test(e)) {
            throw e;
          }
          refused.add(each.getKey());
        }
      }
    } finally { // however it ends: the next attempt does not know of them any more
      refused.forEach(this::forget); // the caller is alone: none was set anew meanwhile
      if (!refused.isEmpty()) {
        ifRefused.run();
      }
    }
  }

  /** As they are now: nobody waits for the server to be told of them. */
  private synchronized Map<String, Setting> inOrder() {
    Map<String, Setting> copy = new LinkedHashMap<>();
    settings.forEach((key, setting) -> copy.put(key, setting.copy()));
    return copy;
  }

  private static final class JdbcSetting implements Setting {
    final JdbcMethod method;

    /** Kept and never written. Guarded by the settings that it is one of. */
    Object[] arguments;

    JdbcSetting(JdbcMethod method, Object[] arguments) {
      this.method = method;
      this.arguments = arguments;
    }

    @Override
    public Setting copy() {
      return new JdbcSetting(method, arguments);
    }

    @Override
    public void makeOn(Connection fresh) throws SQLException {
      try {
        method.method.invoke(fresh, arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof SQLException) {
          throw (SQLException) e.getCause();
        }
        throw new SQLException(method + " cannot be restored", e.getCause());
      } catch (IllegalAccessException e) {
        throw new SQLException(method + " cannot be restored", e);
      }
    }
  }
}
