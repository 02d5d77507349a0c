package io.dbkeepalive.connection;

import io.dbkeepalive.recovery.Outcome;
import java.lang.reflect.InvocationTargetException;

/** Calls a driver by the JDBC interface, off the hot path. */
final class Reflection {
  private Reflection() {}

  /** The driver's own exceptions, as they are. */
  static Object call(JdbcMethod method, Object target, Object... arguments) throws Throwable {
    try {
      return method.method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  static Outcome outcome(JdbcMethod method, Object target, Object... arguments) {
    try {
      return Outcome.of(method.method.invoke(target, arguments));
    } catch (InvocationTargetException e) {
      return Outcome.failed(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " of a public interface cannot be called", e);
    }
  }
}
