package io.dbkeepalive.smoke;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;

/** For {@code -Djava.system.class.loader}: the application's own loader, below the JVM's. */
public final class OwnSystemLoader extends URLClassLoader {
  public OwnSystemLoader(ClassLoader parent) {
    super(new URL[0], parent);
  }

  /** By this, which the JVM asks of such loaders, agents come onto the class path. */
  void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
    addURL(Paths.get(path).toUri().toURL());
  }

  /**
   * Runs the healing below that loader.
   *
   * @param arguments as for {@link Healing}
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println(ClassLoader.getSystemClassLoader().getClass().getSimpleName());
    Healing.main(arguments);
  }
}
