package io.dbkeepalive.commandline.check;

import io.dbkeepalive.commandline.CommandFailure;
import io.dbkeepalive.telemetry.DatabaseName;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the driver for a URL among jars. Stateless. */
final class Drivers {
  private Drivers() {}

  static Driver find(String url, List<File> jars) throws CommandFailure {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader(jars)).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          throw CommandFailure.usage(
              "no driver takes "
                  + DatabaseName.of(url)
                  + ": name its jar, --driver /path/to/driver.jar");
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url)) {
          return driver;
        }
      } catch (SQLException | ServiceConfigurationError | LinkageError e) {
        continue; // another one, perhaps
      }
    }
  }

  private static ClassLoader loader(List<File> jars) throws CommandFailure {
    List<URL> urls = new ArrayList<>();
    for (File jar : jars) {
      if (!jar.exists()) {
        throw CommandFailure.usage("there is no " + jar + ": --driver names jars that are there");
      }
      try {
        urls.add(jar.toURI().toURL());
      } catch (MalformedURLException e) {
        throw CommandFailure.usage(jar + " cannot be a jar: " + e.getMessage());
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getSystemClassLoader());
  }
}
