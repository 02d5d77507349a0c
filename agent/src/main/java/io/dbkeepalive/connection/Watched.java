package io.dbkeepalive.connection;

import io.dbkeepalive.bootstrap.Handle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether all that a handle's class does through JDBC passes our woven code. A method that it
 * inherits from a class that is no handle itself does not, nor does one that a class overrides
 * which names no JDBC type and so was not looked at: what it runs nobody sees, so nobody may heal
 * it. Thread-safe; looked up once per class.
 */
final class Watched {
  private static final Class<?>[] INTERFACES = {
    Connection.class,
    Statement.class,
    PreparedStatement.class,
    CallableStatement.class,
    DatabaseMetaData.class
  };

  /** The name of a method that is not woven, empty if there is none. */
  private static final ClassValue<String> GAPS =
      new ClassValue<String>() {
        @Override
        protected String computeValue(Class<?> type) {
          return findGap(type);
        }
      };

  /** The names of the classes that were woven, by their loader. */
  private static final Map<ClassLoader, Set<String>> WOVEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Watched() {}

  static void woven(ClassLoader loader, String name) {
    WOVEN.computeIfAbsent(loader, any -> ConcurrentHashMap.newKeySet()).add(name);
  }

  /** What keeps us from watching objects of this class, null if nothing does. */
  static String gapOf(Class<?> type) {
    String gap = GAPS.get(type);
    return gap.isEmpty() ? null : gap;
  }

  private static String findGap(Class<?> type) {
    if (!Handle.class.isAssignableFrom(type)) {
      return type.getName();
    }
    for (Class<?> jdbc : INTERFACES) {
      if (jdbc.isAssignableFrom(type)) {
        for (Method method : jdbc.getDeclaredMethods()) {
          if (!Modifier.isStatic(method.getModifiers()) && !isWoven(type, method)) {
            return type.getName() + "." + method.getName();
          }
        }
      }
    }
    return "";
  }

  private static boolean isWoven(Class<?> type, Method method) {
    try {
      Class<?> owner =
          type.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass();
      // a default method of JDBC itself only calls others, or refuses
      return owner.getName().startsWith("java.sql.")
          || WOVEN
              .getOrDefault(owner.getClassLoader(), Collections.emptySet())
              .contains(owner.getName());
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
