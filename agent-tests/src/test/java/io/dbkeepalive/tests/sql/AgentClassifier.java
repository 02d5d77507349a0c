package io.dbkeepalive.tests.sql;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classifier of SQL that the agent's jar has inside, where no class path reaches. */
final class AgentClassifier {

  /** As {@code SessionEffect} has it; {@code sql} and {@code what} may be null. */
  record Effect(String kind, String key, String sql, String what) {}

  /** As {@code SqlTraits} has it. */
  record Traits(boolean pureRead, boolean taints, List<Effect> effects) {}

  private final Method classify;
  private final Object dialect;

  /** For a dialect, by its name in {@code SqlDialect}. */
  AgentClassifier(String dialect) throws ReflectiveOperationException {
    ClassLoader loader = new InsideJar(System.getProperty("agent.jar"));
    Class<?> dialects = loader.loadClass("io.dbkeepalive.dialect.SqlDialect");
    this.dialect = dialects.getMethod("valueOf", String.class).invoke(null, dialect);
    classify =
        loader
            .loadClass("io.dbkeepalive.recovery.sql.SqlClassifier")
            .getMethod("classify", String.class, dialects);
  }

  Traits classify(String sql) {
    try {
      Object traits = classify.invoke(null, sql, dialect);
      List<Effect> effects = new ArrayList<>();
      for (Object effect : (List<?>) get(traits, "effects")) {
        effects.add(
            new Effect(
                get(effect, "kind").toString(),
                (String) get(effect, "key"),
                (String) get(effect, "sql"),
                (String) get(effect, "what")));
      }
      return new Traits(
          (Boolean) get(traits, "pureRead"), (Boolean) get(traits, "taints"), effects);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the classifier looks different", e);
    }
  }

  private static Object get(Object object, String name) throws ReflectiveOperationException {
    return object.getClass().getMethod(name).invoke(object);
  }

  private static final class InsideJar extends ClassLoader {
    private final String jar;

    InsideJar(String jar) {
      super(ClassLoader.getPlatformClassLoader());
      this.jar = jar;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (JarFile file = new JarFile(jar)) {
        JarEntry entry = file.getJarEntry("isolated/" + name.replace('.', '/') + ".classdata");
        if (entry == null) {
          throw new ClassNotFoundException(name);
        }
        try (InputStream content = file.getInputStream(entry)) {
          byte[] bytes = content.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        }
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
