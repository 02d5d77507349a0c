package io.dbkeepalive.connection;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * How the application opened a connection, to open another one like it. Immutable. Holds the
 * password: has no toString.
 */
public abstract class Opener {
  /** As the driver's metadata names it, or the application did; may be null. */
  final String url;

  private Opener(String url) {
    this.url = url;
  }

  /**
   * Opens a connection like the application's.
   *
   * @return a new physical connection, null where the driver suddenly does not take the URL
   */
  abstract Connection open() throws SQLException;

  /** What {@code driver.connect} was called with. {@code info} is copied, with its defaults. */
  public static Opener of(Driver driver, String url, Properties info) {
    Properties copy = info == null ? null : copyOf(info);
    return new Opener(url) {
      @Override
      Connection open() throws SQLException {
        return driver.connect(url, copy == null ? null : copyOf(copy));
      }
    };
  }

  /** What {@code source.getConnection} was called with. */
  public static Opener of(DataSource source, String url, Object[] arguments) {
    boolean withUser = arguments.length == 2;
    return new Opener(url) {
      @Override
      Connection open() throws SQLException {
        return withUser
            ? source.getConnection((String) arguments[0], (String) arguments[1])
            : source.getConnection();
      }
    };
  }

  private static Properties copyOf(Properties info) {
    Properties copy = new Properties();
    for (String name : info.stringPropertyNames()) { // with the defaults, which putAll leaves out
      copy.setProperty(name, info.getProperty(name));
    }
    for (Object key : info.keySet()) {
      copy.put(key, info.get(key)); // some drivers take other things than strings
    }
    return copy;
  }
}
