package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.HandleState;
import io.dbkeepalive.telemetry.events.WeavingEvents;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What woven drivers and this agent need of the module system. Lets a named module see the
 * bootstrap classes that its woven classes name: that of a driver on the module path, or the one
 * that the JDK makes for proxies. Lets us read the fields that lead to a driver's socket. By
 * reflection, for Java 8 has no modules. Thread-safe.
 */
final class ModuleReads {
  /**
   * Where the JDK keeps a socket's descriptor, and how it asks the kernel; and what a new thread
   * inherits.
   */
  private static final List<String> OPENED =
      Arrays.asList("java.net", "sun.nio.ch", "sun.security.ssl", "java.lang");

  private final Instrumentation instrumentation;

  ModuleReads(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Where that fails, connections have no socket probe, and our threads inherit. */
  void openJdkToUs() {
    try {
      if (hasModules()) {
        redefine(moduleOf(Object.class), Collections.emptySet(), OPENED);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      WeavingEvents.probeOff("all", e.toString());
    }
  }

  /**
   * Opens the module's packages to us besides.
   *
   * @param module null on Java 8, and for the first class of a package in an unnamed module
   */
  void letSeeUs(Object module) throws ReflectiveOperationException {
    if (module == null) {
      return;
    }
    Class<?> type = Class.forName("java.lang.Module");
    Object bootstrap = moduleOf(HandleState.class);
    boolean named = (Boolean) type.getMethod("isNamed").invoke(module);
    if (named && !(Boolean) type.getMethod("canRead", type).invoke(module, bootstrap)) {
      redefine(
          module,
          Collections.singleton(bootstrap),
          (Collection<?>) type.getMethod("getPackages").invoke(module));
    }
  }

  private void redefine(Object module, Set<?> reads, Collection<?> opened)
      throws ReflectiveOperationException {
    Map<Object, Set<?>> opens = new HashMap<>();
    for (Object name : opened) {
      opens.put(name, Collections.singleton(moduleOf(ModuleReads.class)));
    }
    Class<?> type = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod("redefineModule", type, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            module,
            reads,
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static Object moduleOf(Class<?> type) throws ReflectiveOperationException {
    return Class.class.getMethod("getModule").invoke(type);
  }

  private static boolean hasModules() {
    try {
      Class.forName("java.lang.Module");
      return true;
    } catch (ClassNotFoundException java8) {
      return false;
    }
  }
}
