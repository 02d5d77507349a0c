package io.dbkeepalive.instrumentation;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.connection.leak.Leaks;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Defines the classes that it is given itself, woven as they would be in a JVM with the agent. */
final class WeavingLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> classes = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();

  /** Those that the transformer changed. */
  final Set<String> woven = new HashSet<>();

  private final JdbcTransformer transformer;

  /**
   * @param transformer null to weave nothing
   */
  WeavingLoader(JdbcTransformer transformer) {
    super(WeavingLoader.class.getClassLoader());
    this.transformer = transformer;
  }

  /** As the agent has it by default: nobody watches for leaks. */
  static JdbcTransformer transformer(DriverPackages drivers) {
    return new JdbcTransformer(
        drivers,
        new ModuleReads(null),
        new Borrowings(drivers, Leaks.onThread(Options.defaults())));
  }

  WeavingLoader with(String name, byte[] code) {
    classes.put(name, code);
    return this;
  }

  /** The class can be loaded, but its class file cannot be read. */
  WeavingLoader withUnreadable(String name, byte[] code) {
    hidden.add(name.replace('.', '/') + ".class");
    return with(name, code);
  }

  /** Of all classes that it was given. */
  Set<String> names() {
    return classes.keySet();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null && classes.containsKey(name)) {
        known = define(name, classes.get(name));
      }
      return known == null ? super.loadClass(name, resolve) : known;
    }
  }

  private Class<?> define(String name, byte[] code) {
    byte[] changed =
        transformer == null || !ConstantPool.namesJdbc(code)
            ? null
            : transformer.transform(null, this, name.replace('.', '/'), code);
    if (changed != null) {
      woven.add(name);
    }
    byte[] used = changed == null ? code : changed;
    return defineClass(name, used, 0, used.length);
  }

  @Override
  public InputStream getResourceAsStream(String file) {
    if (hidden.contains(file)) {
      return null;
    }
    String name = file.endsWith(".class") ? file.substring(0, file.length() - 6) : file;
    byte[] code = classes.get(name.replace('/', '.'));
    return code == null ? super.getResourceAsStream(file) : new ByteArrayInputStream(code);
  }
}
