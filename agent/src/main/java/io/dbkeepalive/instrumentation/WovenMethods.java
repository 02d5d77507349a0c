package io.dbkeepalive.instrumentation;

import io.dbkeepalive.connection.JdbcMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;

/**
 * Finds the JDBC method that a driver's method implements: by name and parameters, for a driver may
 * return another object. A bridge that some compilers make, as from {@code Object isClosed()} to
 * {@code boolean isClosed()}, is none. Immutable.
 */
final class WovenMethods {
  private final Map<String, JdbcMethod> bySignature = new HashMap<>();

  /**
   * @param interfaces of the class, callees first: where one of them repeats a method of another,
   *     the first rules
   */
  WovenMethods(MethodCatalogue catalogue, List<Class<?>> interfaces) {
    for (JdbcMethod method : catalogue.of(interfaces)) {
      String descriptor = Type.getMethodDescriptor(method.method);
      bySignature.putIfAbsent(signature(method.name(), descriptor), method);
    }
  }

  /** Null for a method that JDBC knows nothing of. */
  JdbcMethod of(String name, String descriptor) {
    JdbcMethod found = bySignature.get(signature(name, descriptor));
    boolean fits =
        found != null
            && returnsAlike(Type.getReturnType(found.method), Type.getReturnType(descriptor));
    return fits ? found : null;
  }

  private static boolean returnsAlike(Type jdbc, Type woven) {
    return jdbc.equals(woven) || isReference(jdbc) && isReference(woven);
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static String signature(String name, String descriptor) {
    return name + descriptor.substring(0, descriptor.indexOf(')') + 1);
  }
}
