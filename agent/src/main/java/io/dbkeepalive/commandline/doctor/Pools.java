package io.dbkeepalive.commandline.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectInstance;
import javax.management.ObjectName;

/** What pools call their times, in milliseconds. Stateless. */
enum Pools {
  /** HikariConfigMXBean, with registerMbeans=true; it does not show keepaliveTime. */
  HIKARI("com.zaxxer.hikari.Hikari", "MaxLifetime", null, null),
  /** Tomcat JDBC, jmx.ConnectionPoolMBean. */
  TOMCAT_JDBC(
      "org.apache.tomcat.jdbc.pool.", "MaxAge", "TestWhileIdle", "TimeBetweenEvictionRunsMillis"),
  /** Commons DBCP 2, DataSourceMXBean, with a jmxName. */
  DBCP2(
      "org.apache.commons.dbcp2.",
      "MaxConnLifetimeMillis",
      "TestWhileIdle",
      "TimeBetweenEvictionRunsMillis"),
  /** The copy of it in Tomcat. */
  TOMCAT_DBCP2(
      "org.apache.tomcat.dbcp.dbcp2.",
      "MaxConnLifetimeMillis",
      "TestWhileIdle",
      "TimeBetweenEvictionRunsMillis");

  private final String className;
  private final String lifetime;
  private final String tests;
  private final String interval;

  Pools(String className, String lifetime, String tests, String interval) {
    this.className = className;
    this.lifetime = lifetime;
    this.tests = tests;
    this.interval = interval;
  }

  /** Those whose settings can be read. */
  static List<Pool> in(MBeanServerConnection beans) throws IOException {
    List<Pool> found = new ArrayList<>();
    for (ObjectInstance bean : beans.queryMBeans(null, null)) {
      for (Pools kind : values()) {
        if (bean.getClassName() != null && bean.getClassName().startsWith(kind.className)) {
          kind.read(beans, bean.getObjectName(), found);
        }
      }
    }
    return found;
  }

  private void read(MBeanServerConnection beans, ObjectName name, List<Pool> found)
      throws IOException {
    try {
      long lifetimeMillis = number(beans.getAttribute(name, lifetime));
      boolean isTesting = tests != null && Boolean.TRUE.equals(beans.getAttribute(name, tests));
      long testMillis = isTesting ? number(beans.getAttribute(name, interval)) : Pool.NONE;
      found.add(new Pool(name.toString(), lifetimeMillis, testMillis));
    } catch (JMException | RuntimeException e) {
      return; // another bean of the same pool, or another version of it
    }
  }

  private static long number(Object value) {
    return Math.max(Pool.NONE, ((Number) value).longValue());
  }
}
