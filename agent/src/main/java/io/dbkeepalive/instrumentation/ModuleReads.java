package io.dbkeepalive.instrumentation;

import io.dbkeepalive.bootstrap.HandleState;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Lets a named module see the bootstrap classes that its woven classes name: that of a driver on
 * the module path, or the one that the JDK makes for proxies. By reflection, for Java 8 has no
 * modules. Thread-safe.
 */
final class ModuleReads {
  private final Instrumentation instrumentation;

  ModuleReads(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * @param module null on Java 8, and for the first class of a package in an unnamed module
   */
  void letSeeUs(Object module) throws ReflectiveOperationException {
    if (module == null) {
      return;
    }
    Class<?> type = Class.forName("java.lang.Module");
    Object ours = Class.class.getMethod("getModule").invoke(HandleState.class);
    boolean named = (Boolean) type.getMethod("isNamed").invoke(module);
    if (named && !(Boolean) type.getMethod("canRead", type).invoke(module, ours)) {
      Method redefine =
          Instrumentation.class.getMethod(
              "redefineModule", type, Set.class, Map.class, Map.class, Set.class, Map.class);
      redefine.invoke(
          instrumentation,
          module,
          Collections.singleton(ours),
          Collections.emptyMap(),
          Collections.emptyMap(),
          Collections.emptySet(),
          Collections.emptyMap());
    }
  }
}
