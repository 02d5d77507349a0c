package io.dbkeepalive.instrumentation;

import io.dbkeepalive.connection.JdbcMethod;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.jar.asm.Type;

/**
 * Finds the JDBC method that a driver's method implements: by name and parameters, for a driver may
 * return something narrower. Immutable.
 */
final class WovenMethods {
  private final Map<String, JdbcMethod> bySignature = new HashMap<>();

  /**
   * @param interfaces of the class, callees first: where one of them repeats a method of another,
   *     the first rules
   */
  WovenMethods(MethodCatalogue catalogue, List<Class<?>> interfaces) {
    for (JdbcMethod method : catalogue.of(interfaces)) {
      bySignature.putIfAbsent(signature(method.method), method);
    }
  }

  /** Null for a method that JDBC knows nothing of. */
  JdbcMethod of(MethodDescription method) {
    String descriptor = method.getDescriptor();
    return bySignature.get(
        method.getInternalName() + descriptor.substring(0, descriptor.indexOf(')') + 1));
  }

  private static String signature(Method method) {
    String descriptor = Type.getMethodDescriptor(method);
    return method.getName() + descriptor.substring(0, descriptor.indexOf(')') + 1);
  }
}
