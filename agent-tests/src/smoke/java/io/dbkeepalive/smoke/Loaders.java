package io.dbkeepalive.smoke;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** Class loaders of applications, as containers have them. */
final class Loaders {
  private Loaders() {}

  /** One beside the program's own, of the platform's classes and those of the class path. */
  static URLClassLoader of(String[] classPath) throws MalformedURLException {
    URL[] urls = new URL[classPath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = new File(classPath[i]).toURI().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getSystemClassLoader().getParent());
  }
}
