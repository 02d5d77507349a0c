package io.dbkeepalive.instrumentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells drivers from pools and spies, by where their classes live. A data source that stands below
 * the package of a driver is the driver's own; what pools hand out is none of ours. Thread-safe.
 */
final class DriverPackages {
  /** Keep other drivers' connections, and partly come with a {@code Driver} of their own. */
  private static final String[] POOLS = {
    "com.zaxxer.hikari.",
    "org.apache.commons.dbcp.",
    "org.apache.commons.dbcp2.",
    "org.apache.tomcat.dbcp.",
    "org.apache.tomcat.jdbc.",
    "com.mchange.v2.",
    "com.alibaba.druid.",
    "com.jolbox.bonecp.",
    "org.logicalcobwebs.proxool.",
    "org.vibur.dbcp.",
    "io.agroal."
  };

  /** Wrap what drivers and pools hand out. */
  private static final String[] SPIES = {
    "com.p6spy.",
    "net.ttddyy.dsproxy.",
    "net.sf.log4jdbc.",
    "software.amazon.jdbc.",
    "org.springframework."
  };

  private static final String SERVICE = "META-INF/services/java.sql.Driver";

  private final Set<String> packages = ConcurrentHashMap.newKeySet();

  /** Guarded by itself. */
  private final Set<ClassLoader> asked = Collections.newSetFromMap(new WeakHashMap<>());

  /** A class that implements {@code java.sql.Driver} was found. */
  void driverFound(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && !isWrapper(className)) {
      packages.add(className.substring(0, dot + 1));
    }
  }

  /**
   * The drivers that a loader's jars announce: a data source may be used before its driver's own
   * class is ever loaded.
   */
  void driversAnnouncedTo(ClassLoader loader) throws IOException {
    synchronized (asked) {
      if (!asked.add(loader)) {
        return;
      }
    }
    for (URL service : Collections.list(loader.getResources(SERVICE))) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(service.openStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          driverFound(line.split("#", 2)[0].trim());
        }
      }
    }
  }

  /** Whether the class is of a driver seen before. */
  boolean isDrivers(String className) {
    if (isWrapper(className)) {
      return false;
    }
    for (String name : packages) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** Pools' and spies' classes stay as they are, but for what shows leaks. */
  static boolean isWrapper(String className) {
    return isPool(className) || isBelow(SPIES, className);
  }

  static boolean isPool(String className) {
    return isBelow(POOLS, className);
  }

  private static boolean isBelow(String[] packages, String className) {
    for (String name : packages) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
