package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.connection.leak.Leaks;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Tells the watch for leaks what the application takes from data sources that are no driver's, and
 * gives back. Of data sources that call each other the outermost counts. Thread-safe.
 */
final class Borrowings {
  /** Names of the classes whose {@code close} is woven: else nobody sees that it comes back. */
  private final Set<String> closers = ConcurrentHashMap.newKeySet();

  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
  private final DriverPackages drivers;
  private final Leaks leaks;

  private final ClassValue<Boolean> isSeenClosing =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return closers.contains(type.getMethod("close").getDeclaringClass().getName());
          } catch (NoSuchMethodException | LinkageError e) {
            return false;
          }
        }
      };

  Borrowings(DriverPackages drivers, Leaks leaks) {
    this.drivers = drivers;
    this.leaks = leaks;
  }

  boolean isOff() {
    return leaks.isOff();
  }

  /** A class of connections is about to be woven. */
  void closerFound(String className) {
    closers.add(className);
  }

  /**
   * @return null where it is no data source, a driver's, or nested in another one
   */
  Object begin(Object source) {
    if (inside.get() != null
        || !(source instanceof DataSource)
        || drivers.isDrivers(source.getClass().getName())) {
      return null;
    }
    inside.set(true);
    return this;
  }

  void end(Object source, Object result) {
    inside.remove();
    if (result instanceof Connection
        && isSeenClosing.get(result.getClass())
        && !isTakenByPool(result)) {
      leaks.borrowed(result, source);
    }
  }

  /** Pools, too, open through data sources; what those hand out is a driver's own. */
  private boolean isTakenByPool(Object result) {
    return drivers.isDrivers(result.getClass().getName())
        && isPoolIn(new Throwable().getStackTrace());
  }

  void returned(Object connection) {
    HandleState state = HandleState.of(connection);
    leaks.returned(state == null ? connection : state.handle()); // another may work in its place
  }

  /** Whether a connection that this thread opens now is a pool's, and so nobody's in particular. */
  boolean isForPool(StackTraceElement[] stack) {
    return inside.get() != null || isPoolIn(stack);
  }

  private static boolean isPoolIn(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (DriverPackages.isPool(frame.getClassName())) {
        return true;
      }
    }
    return false;
  }
}
