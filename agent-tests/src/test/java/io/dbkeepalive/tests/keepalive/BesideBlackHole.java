package io.dbkeepalive.tests.keepalive;

import io.dbkeepalive.tests.support.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Holds connections to two databases, idle. At each line of input: {@code coverage <least of the
 * second database over some seconds> pings <of it in that time> failed <of both>}.
 */
public final class BesideBlackHole {
  private static final Duration BEANS_TIMEOUT = Duration.ofSeconds(60);
  private static final PrintStream OUT = System.out;
  private static final int SECONDS = 20;

  private BesideBlackHole() {}

  /**
   * @param arguments of the first database URL, user, password, connections; the same of the second
   */
  public static void main(String[] arguments)
      throws SQLException, IOException, JMException, InterruptedException {
    List<Connection> held = new ArrayList<>();
    for (int first = 0; first < arguments.length; first += 4) {
      for (int i = 0; i < Integer.parseInt(arguments[first + 3]); i++) {
        held.add(
            DriverManager.getConnection(
                arguments[first], arguments[first + 1], arguments[first + 2]));
      }
    }
    // the agent leaves the application some seconds before it uses JMX
    Await.until("the beans of both databases", BEANS_TIMEOUT, () -> isShown("h2") && isShown("m"));
    OUT.println("held " + held.size());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); !"end".equals(line); line = commands.readLine()) {
      watch(line);
    }
  }

  private static void watch(String label) throws JMException, InterruptedException {
    long before = sum("h2", "PingsAnswered");
    double least = 1;
    for (int i = 0; i < SECONDS * 10; i++) {
      Thread.sleep(100);
      least = Math.min(least, (Double) attribute(bean("h2"), "PingCoverage"));
    }
    OUT.printf(
        "%s coverage %.3f pings %d failed %d%n",
        label,
        least,
        sum("h2", "PingsAnswered") - before,
        sum("h2", "PingsFailed") + sum("m", "PingsFailed"));
  }

  private static long sum(String start, String attribute) throws JMException {
    return (Long) attribute(bean(start), attribute);
  }

  private static boolean isShown(String start) {
    try {
      return !beans(start).isEmpty();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectName bean(String start) throws JMException {
    return beans(start).iterator().next();
  }

  private static Set<ObjectName> beans(String start) throws JMException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("io.dbkeepalive:type=Database,name=\"" + start + "*\",*"), null);
  }

  private static Object attribute(ObjectName bean, String name) throws JMException {
    return ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
  }
}
