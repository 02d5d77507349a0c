package io.dbkeepalive.instrumentation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells drivers from pools and spies, by where their classes live. A data source that stands below
 * the package of a driver is the driver's own; what pools hand out is none of ours. Thread-safe.
 */
final class DriverPackages {
  /** Wrap other drivers' connections, and partly come with a {@code Driver} of their own. */
  private static final String[] WRAPPERS = {
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
    "io.agroal.",
    "com.p6spy.",
    "net.ttddyy.dsproxy.",
    "net.sf.log4jdbc.",
    "software.amazon.jdbc.",
    "org.springframework."
  };

  private final Set<String> packages = ConcurrentHashMap.newKeySet();

  /** A class that implements {@code java.sql.Driver} was found. */
  void driverFound(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && !isWrapper(className)) {
      packages.add(className.substring(0, dot + 1));
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

  /** Pools' and spies' classes stay as they are. */
  static boolean isWrapper(String className) {
    for (String wrapper : WRAPPERS) {
      if (className.startsWith(wrapper)) {
        return true;
      }
    }
    return false;
  }
}
