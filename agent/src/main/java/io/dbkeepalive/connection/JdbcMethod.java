package io.dbkeepalive.connection;

import java.lang.reflect.Method;

/** One method of a JDBC interface, as this JVM has it, and its role. Immutable. */
public final class JdbcMethod {
  /** Its place in the catalogue. */
  public final int id;

  public final Method method;
  public final Role role;

  public JdbcMethod(int id, Method method, Role role) {
    this.id = id;
    this.method = method;
    this.role = role;
  }

  public String name() {
    return method.getName();
  }

  /** Whether the method is declared as {@code Interface.name}. */
  boolean is(Class<?> type, String name) {
    return method.getDeclaringClass() == type && method.getName().equals(name);
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
