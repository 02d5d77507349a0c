package io.dbkeepalive.agent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Puts the few classes that woven code names where every class loader finds them: into the
 * bootstrap loader.
 *
 * <p>{@link Instrumentation#appendToBootstrapClassLoaderSearch} would do as well, and is the way
 * out where the JVM does not let us define them one by one. But it costs class-data sharing, and
 * the JVM says so on the application's standard output.
 */
final class BootstrapClasses implements Runnable {
  private static final String PACKAGE = "io/dbkeepalive/bootstrap/";

  /** A class stands behind those that it extends or implements. */
  private static final String[] CLASSES = {
    "HandleState", "Handle", "Detour", "Dispatcher", "Dispatch$Installed", "Dispatch"
  };

  private final File jarFile;
  private final Instrumentation instrumentation;

  BootstrapClasses(File jarFile, Instrumentation instrumentation) {
    this.jarFile = jarFile;
    this.instrumentation = instrumentation;
  }

  /** Whether another copy of this agent was there before. */
  static boolean arePresent() {
    try {
      Class.forName("io.dbkeepalive.bootstrap.HandleState", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Defines them; to be called once.
   *
   * @throws UncheckedIOException if the agent's jar cannot be read
   */
  @Override
  public void run() {
    try {
      define();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jarFile, e);
    }
  }

  private void define() throws IOException {
    try (JarFile jar = new JarFile(jarFile, false)) {
      Definer definer = definer();
      for (String name : CLASSES) {
        JarEntry entry = jar.getJarEntry(PACKAGE + name + ".class");
        definer.define(PACKAGE + name, AgentClassLoader.read(jar, entry));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jarFile));
    }
  }

  /** {@code Unsafe.defineClass}: public up to Java 10, since then within java.base only. */
  private Definer definer() throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = Class.forName("jdk.internal.misc.Unsafe");
    } catch (ClassNotFoundException java8) {
      type = Class.forName("sun.misc.Unsafe");
    }
    if (type.getName().startsWith("jdk.")) {
      exportToUs(type);
    }
    Field instance = type.getDeclaredField("theUnsafe");
    if (type.getName().startsWith("sun.")) {
      instance.setAccessible(true);
      return definer(type, instance.get(null));
    }
    return definer(type, type.getMethod("getUnsafe").invoke(null));
  }

  private static Definer definer(Class<?> type, Object unsafe) throws ReflectiveOperationException {
    Method define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            java.security.ProtectionDomain.class);
    return (name, code) -> define.invoke(unsafe, name, code, 0, code.length, null, null);
  }

  /** {@code Instrumentation.redefineModule}, which Java 8 does not know, by reflection. */
  private void exportToUs(Class<?> type) throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Object base = getModule.invoke(Object.class);
    Set<?> us = Collections.singleton(getModule.invoke(BootstrapClasses.class));
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod(
            "redefineModule",
            module,
            Set.class,
            java.util.Map.class,
            java.util.Map.class,
            Set.class,
            java.util.Map.class)
        .invoke(
            instrumentation,
            base,
            Collections.emptySet(),
            Collections.singletonMap(type.getPackage().getName(), us),
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private interface Definer {
    void define(String name, byte[] code) throws ReflectiveOperationException;
  }
}
