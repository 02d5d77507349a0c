package io.dbkeepalive.smoke;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Logger;

/** JDK proxies around a driver's objects, as applications, pools and spying drivers make them. */
public final class Proxies {
  private Proxies() {}

  /**
   * Runs the healing on connections that the application wraps.
   *
   * @param arguments the JDBC URL, the user and the password
   */
  public static void main(String[] arguments) throws Exception {
    new Healing(
            () ->
                wrap(
                    DriverManager.getConnection(arguments[0], arguments[1], arguments[2]),
                    Connection.class,
                    null))
        .run();
  }

  /** A proxy that hands all calls on; what it returns of JDBC is wrapped too. */
  private static <T> T wrap(T target, Class<T> type, Object connection) {
    Object proxy =
        Proxy.newProxyInstance(
            Proxies.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object owner = connection == null ? self : connection;
              if (method.getName().equals("getConnection")) {
                return owner;
              }
              try {
                return wrapResult(method.invoke(target, arguments), owner);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private static Object wrapResult(Object result, Object connection) {
    if (result instanceof CallableStatement) {
      return wrap((CallableStatement) result, CallableStatement.class, connection);
    }
    if (result instanceof PreparedStatement) {
      return wrap((PreparedStatement) result, PreparedStatement.class, connection);
    }
    return result instanceof Statement
        ? wrap((Statement) result, Statement.class, connection)
        : result;
  }

  /** Takes {@code spy:} and the URL of another driver, whose connections it wraps. */
  public static final class SpyDriver implements Driver {
    private static final String PREFIX = "spy:";

    /**
     * Runs the healing through this driver.
     *
     * @param arguments the other driver's URL, the user and the password
     */
    public static void main(String[] arguments) throws Exception {
      DriverManager.registerDriver(new SpyDriver());
      Healing.main(new String[] {PREFIX + arguments[0], arguments[1], arguments[2]});
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
      return acceptsURL(url)
          ? wrap(
              DriverManager.getConnection(url.substring(PREFIX.length()), info),
              Connection.class,
              null)
          : null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException("it logs nothing");
    }
  }
}
