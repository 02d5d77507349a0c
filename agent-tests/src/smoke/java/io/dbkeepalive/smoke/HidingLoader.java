package io.dbkeepalive.smoke;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.Driver;
import java.util.Properties;

/** Loads a driver and hides something from it, or from those who read its class files. */
public final class HidingLoader extends URLClassLoader {
  private final String hidden;

  private HidingLoader(URL[] urls, String hidden) {
    super(urls, HidingLoader.class.getClassLoader());
    this.hidden = hidden;
  }

  /**
   * Opens a connection by a driver behind such a loader.
   *
   * @param arguments the name, with dots, with which hidden classes and, with slashes, hidden
   *     resources begin; the class of the driver; the JDBC URL; the jars and directories of the
   *     driver
   */
  public static void main(String[] arguments) throws Exception {
    URL[] urls = new URL[arguments.length - 3];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Paths.get(arguments[i + 3]).toUri().toURL();
    }
    try (HidingLoader loader = new HidingLoader(urls, arguments[0])) {
      Class<? extends Driver> type =
          Class.forName(arguments[1], true, loader).asSubclass(Driver.class);
      Driver driver = type.getConstructor().newInstance();
      try (Connection connection = driver.connect(arguments[2], new Properties())) {
        Woven.describe(connection);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (hidden.endsWith(".") && name.startsWith(hidden)) {
      throw new ClassNotFoundException(name + " is hidden");
    }
    return super.loadClass(name, resolve);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    return name.startsWith(hidden.replace('.', '/')) ? null : super.getResourceAsStream(name);
  }
}
