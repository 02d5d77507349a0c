package io.dbkeepalive.instrumentation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * Finds which JDBC interfaces a class comes from, by reading class files: nothing is loaded for it.
 * Thread-safe.
 */
final class Hierarchy {
  private static final Map<String, Set<JdbcType>> INTERFACES = new HashMap<>();

  static {
    for (JdbcType type : JdbcType.values()) {
      INTERFACES.put(type.internalName, EnumSet.of(type));
    }
    Set<JdbcType> prepared = EnumSet.of(JdbcType.STATEMENT, JdbcType.PREPARED_STATEMENT);
    INTERFACES.put("java/sql/PreparedStatement", prepared);
    Set<JdbcType> callable = EnumSet.of(JdbcType.CALLABLE_STATEMENT);
    callable.addAll(prepared);
    INTERFACES.put("java/sql/CallableStatement", callable);
    INTERFACES.put("javax/sql/DataSource", EnumSet.of(JdbcType.DATA_SOURCE));
    INTERFACES.put("javax/sql/XADataSource", EnumSet.of(JdbcType.DATA_SOURCE));
    INTERFACES.put("javax/sql/ConnectionPoolDataSource", EnumSet.of(JdbcType.DATA_SOURCE));
  }

  private final Map<ClassLoader, Map<String, Set<JdbcType>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * What the class of {@code code} is; empty for an interface, or where it has nothing to do with
   * JDBC.
   */
  Set<JdbcType> typesOf(ClassReader code, ClassLoader loader) throws IOException {
    return collect(code, loader, typesBelow(loader));
  }

  private Set<JdbcType> collect(
      ClassReader code, ClassLoader loader, Map<String, Set<JdbcType>> types) throws IOException {
    Set<JdbcType> result = EnumSet.noneOf(JdbcType.class);
    if (code.getSuperName() != null) {
      result.addAll(typesOf(code.getSuperName(), loader, types));
    }
    for (String name : code.getInterfaces()) {
      result.addAll(typesOf(name, loader, types));
    }
    return result;
  }

  private Set<JdbcType> typesOf(String name, ClassLoader loader, Map<String, Set<JdbcType>> types)
      throws IOException {
    Set<JdbcType> jdbc = INTERFACES.get(name);
    if (jdbc != null) {
      return jdbc;
    }
    if (name.startsWith("java/")) {
      return Collections.emptySet();
    }
    Set<JdbcType> result = types.get(name);
    if (result == null) {
      result = collect(read(name, loader), loader, types);
      types.put(name, result);
    }
    return result;
  }

  /** The superclass of a class, as its loader sees it. */
  static ClassReader read(String name, ClassLoader loader) throws IOException {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IOException("the class file of " + name.replace('/', '.') + " cannot be read");
      }
      return new ClassReader(in);
    }
  }

  /** Whether the class itself names a JDBC interface among those that it implements. */
  static boolean implementsJdbc(ClassReader code) {
    for (String name : code.getInterfaces()) {
      if (INTERFACES.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the superclass is a handle as well, and so has the field already. */
  boolean inheritsHandle(ClassReader code, ClassLoader loader) throws IOException {
    for (JdbcType type : typesOf(code.getSuperName(), loader, typesBelow(loader))) {
      if (type.isHandle()) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Set<JdbcType>> typesBelow(ClassLoader loader) {
    return known.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
  }
}
