package io.dbkeepalive.smoke;

import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Prints what of the agent's isolated part the application's class loader finds. */
public final class Visibility {
  /** What names JDBC brings the whole agent along. */
  private static final Class<?> JDBC = java.sql.Connection.class;

  private static final String ROOT = "isolated/";

  private Visibility() {}

  /**
   * Looks for each entry by the name that it would have outside.
   *
   * @param arguments the path of the agent's jar
   */
  public static void main(String[] arguments) throws Exception {
    int tried = 0;
    try (JarFile jar = new JarFile(arguments[0])) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        String entry = entries.nextElement().getName();
        if (entry.startsWith(ROOT) && !entry.endsWith("/")) {
          look(entry.substring(ROOT.length()));
          tried++;
        }
      }
    }
    if (JDBC.getClassLoader() == Visibility.class.getClassLoader()) {
      throw new IllegalStateException("JDBC is the application's");
    }
    System.out.println("tried " + (tried > 500 ? "all" : "only " + tried));
    // what the agent does show, so that looking is known to work
    look("io/dbkeepalive/agent/DbKeepAliveAgent.class");
    System.out.println(
        "boot loader's "
            + (Class.forName("io.dbkeepalive.bootstrap.Handle").getClassLoader() == null));
  }

  private static void look(String name) {
    String resource = name.replaceAll("\\.classdata$", ".class");
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader.getResource(resource) != null) {
      System.out.println("resource " + resource);
    }
    if (resource.endsWith(".class")) {
      String type = resource.substring(0, resource.length() - 6).replace('/', '.');
      try {
        Class.forName(type, false, loader);
        System.out.println("class " + type);
      } catch (ClassNotFoundException | LinkageError e) {
        // as it should be
      }
    }
  }
}
