package io.dbkeepalive.telemetry.jmx;

import io.dbkeepalive.telemetry.Events;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What JMX clients see. Not to be used before the application has opened a connection and had some
 * seconds: the platform server brings {@code java.util.logging} along, which some applications must
 * set up before. Never throws. Stateless.
 */
public final class Beans {
  /** Databases whose names are the same to people, such as H2's in memory. */
  private static final int MOST_OF_ONE_NAME = 100;

  private Beans() {}

  /**
   * @param database its short name
   * @return the name by which it is known; null if there is no JMX here
   */
  public static Object register(String database, DatabaseMXBean bean) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
        ObjectName name = nameOf(database, number);
        try {
          server.registerMBean(bean, name);
          return name;
        } catch (InstanceAlreadyExistsException taken) {
          // the next number
        }
      }
    } catch (JMException | RuntimeException | LinkageError e) { // a runtime without java.management
      Events.jmxMissing(database, e);
    }
    return null;
  }

  /**
   * @param name what {@link #register} has returned
   */
  public static void unregister(Object name) {
    if (name == null) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean((ObjectName) name);
    } catch (InstanceNotFoundException gone) {
      // what was wanted
    } catch (JMException | RuntimeException e) {
      Events.jmxMissing(name.toString(), e);
    }
  }

  private static ObjectName nameOf(String database, int number) throws JMException {
    String name = "io.dbkeepalive:type=Database,name=" + ObjectName.quote(database);
    return new ObjectName(number == 1 ? name : name + ",number=" + number);
  }
}
