package io.dbkeepalive.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A transformer as the JVM wants it. A proxy, because since Java 9 the method comes with the
 * class's module, of a type that Java 8 does not have. Immutable.
 */
final class ModuleAware implements InvocationHandler {
  /** What is done to class files; must not throw. */
  interface Transformer {
    /**
     * @param module of the class, null if not known
     * @param loaded the class if it is there already, else null
     * @return the new class file, null to leave it as it is
     */
    byte[] transform(
        Object module, ClassLoader loader, String internalName, Class<?> loaded, byte[] code);
  }

  private final Transformer transformer;

  private ModuleAware(Transformer transformer) {
    this.transformer = transformer;
  }

  static ClassFileTransformer of(Transformer transformer) {
    return (ClassFileTransformer)
        Proxy.newProxyInstance(
            ModuleAware.class.getClassLoader(),
            new Class<?>[] {ClassFileTransformer.class},
            new ModuleAware(transformer));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "transform":
        int loader = arguments.length - 5;
        return transformer.transform(
            loader == 0 ? null : arguments[0],
            (ClassLoader) arguments[loader],
            (String) arguments[loader + 1],
            (Class<?>) arguments[loader + 2],
            (byte[]) arguments[loader + 4]);
      case "equals":
        return proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      default:
        return "dbkeepalive";
    }
  }
}
