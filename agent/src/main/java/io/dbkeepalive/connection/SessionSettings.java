package io.dbkeepalive.connection;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The JDBC settings that the application made on a connection, to be made again on the next
 * physical one. Only what it set is kept, and the last value of each. Guarded by the connection's
 * guard, written atomically: a joined call may set one too.
 */
final class SessionSettings {
  /** In the order of restoring; auto-commit goes last, see {@link #restore}. */
  private static final String[] ORDER = {
    "setReadOnly",
    "setTransactionIsolation",
    "setCatalog",
    "setSchema",
    "setHoldability",
    "setTypeMap",
    "setShardingKey",
    "setNetworkTimeout"
  };

  private static final Map<String, Integer> PLACES = new HashMap<>();

  static {
    for (int i = 0; i < ORDER.length; i++) {
      PLACES.put(ORDER[i], i);
    }
  }

  private final JdbcMethod[] methods = new JdbcMethod[ORDER.length];
  private final Object[][] arguments = new Object[ORDER.length][];
  private Properties clientInfo;

  /** False for a setting that cannot be made again. */
  synchronized boolean set(JdbcMethod method, Object... args) {
    Integer place = PLACES.get(method.name());
    if (place != null) {
      arguments[place] = args;
      methods[place] = method;
      return true;
    }
    if (method.name().equals("setClientInfo")) {
      setClientInfo(args);
      return true;
    }
    return false;
  }

  private void setClientInfo(Object[] args) {
    if (args.length == 1) { // all of it: what was set one by one before is cleared
      clientInfo = new Properties();
      if (args[0] != null) {
        clientInfo.putAll((Properties) args[0]);
      }
      return;
    }
    if (clientInfo == null) {
      clientInfo = new Properties();
    }
    if (args[1] == null) {
      clientInfo.remove(args[0]);
    } else {
      clientInfo.put(args[0], args[1]);
    }
  }

  /**
   * Makes {@code fresh} what the application made of its predecessor. In auto-commit mode first: on
   * PostgreSQL, what is set inside a transaction is gone after its rollback.
   */
  synchronized void restore(Connection fresh, boolean autoCommit) throws SQLException {
    if (!fresh.getAutoCommit()) {
      fresh.setAutoCommit(true);
    }
    for (int i = 0; i < ORDER.length; i++) {
      if (methods[i] != null) {
        invoke(methods[i], fresh, arguments[i]);
      }
    }
    if (clientInfo != null) {
      for (String name : clientInfo.stringPropertyNames()) {
        fresh.setClientInfo(name, clientInfo.getProperty(name));
      }
    }
    if (!autoCommit) {
      fresh.setAutoCommit(false);
    }
  }

  private static void invoke(JdbcMethod method, Connection fresh, Object[] args)
      throws SQLException {
    try {
      method.method.invoke(fresh, args);
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
