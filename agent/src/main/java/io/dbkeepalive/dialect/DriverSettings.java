package io.dbkeepalive.dialect;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;

/**
 * Settings as drivers have them, wherever they come from: the URL, properties, a data source.
 * Stateless.
 */
final class DriverSettings {
  private static final String CONNECTOR_J = "com.mysql.cj.jdbc.JdbcConnection";
  private static final String PROPERTIES = "com.mysql.cj.conf.PropertySet";
  private static final String PROPERTY = "com.mysql.cj.conf.RuntimeProperty";

  private DriverSettings() {}

  /** Whether a property of Connector/J is true; false for other drivers. */
  static boolean isOn(Connection connection, String name) {
    return Boolean.TRUE.equals(DriverTypes.ask(property(connection, name), PROPERTY, "getValue"));
  }

  /** Sets a property of Connector/J that may change at any time; nothing for other drivers. */
  static void switchOff(Connection connection, String name) {
    Object property = property(connection, name);
    Class<?> type = property == null ? null : DriverTypes.named(PROPERTY, property.getClass());
    try {
      if (type != null) {
        type.getMethod("setValue", Object.class).invoke(property, false);
      }
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      return; // it stays as the application set it, which was told of
    }
  }

  /** MariaDB Connector/J since 3. */
  static boolean replaysTransactions(Connection connection) {
    Object context = DriverTypes.ask(connection, "org.mariadb.jdbc.Connection", "getContext");
    Object settings = DriverTypes.ask(context, "org.mariadb.jdbc.client.Context", "getConf");
    return Boolean.TRUE.equals(
        DriverTypes.ask(settings, "org.mariadb.jdbc.Configuration", "transactionReplay"));
  }

  private static Object property(Connection connection, String name) {
    Object properties = DriverTypes.ask(connection, CONNECTOR_J, "getPropertySet");
    Class<?> type =
        properties == null ? null : DriverTypes.named(PROPERTIES, properties.getClass());
    try {
      return type == null
          ? null
          : type.getMethod("getBooleanProperty", String.class).invoke(properties, name);
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      return null;
    }
  }
}
