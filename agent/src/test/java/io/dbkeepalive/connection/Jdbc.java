package io.dbkeepalive.connection;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For tests: JDBC methods, and JDBC objects that write down what they are asked. */
final class Jdbc {
  /** {@code name[argument, ...]}, in the order of the calls. */
  final List<String> calls = new ArrayList<>();

  /** The arguments of the same calls, as they were passed. */
  final List<Object[]> arguments = new ArrayList<>();

  /** By method name; a Throwable is thrown. What is not there answers null, 0 or false. */
  final Map<String, Object> answers = new HashMap<>();

  static JdbcMethod method(Class<?> type, String name, Class<?>... parameters) {
    return method(Role.PARAMETER, type, name, parameters);
  }

  static JdbcMethod method(Role role, Class<?> type, String name, Class<?>... parameters) {
    try {
      return new JdbcMethod(0, type.getMethod(name, parameters), role);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  <T> T object(Class<T> type, Class<?>... more) {
    List<Class<?>> types = new ArrayList<>(List.of(more));
    types.add(0, type);
    return type.cast(
        Proxy.newProxyInstance(
            Jdbc.class.getClassLoader(),
            types.toArray(new Class<?>[0]),
            (proxy, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals")
                    ? (Object) (proxy == arguments[0])
                    : method.getName().equals("hashCode") ? (Object) 1 : type.getName();
              }
              calls.add(method.getName() + Arrays.deepToString(arguments));
              this.arguments.add(arguments);
              Object answer = answers.get(method.getName());
              if (answer instanceof Throwable) {
                throw (Throwable) answer;
              }
              return answer == null ? nothing(method.getReturnType()) : answer;
            }));
  }

  private static Object nothing(Class<?> type) {
    return type == boolean.class
        ? (Object) false
        : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
  }
}
