package io.dbkeepalive.smoke;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** A container that deploys an application with a driver of its own, and undeploys it. */
public final class Redeploy {
  private static final long MOST_MILLIS = 20_000;

  private Redeploy() {}

  /**
   * Deploys three times, and says how many class loaders are kept.
   *
   * @param arguments the application's class path
   */
  public static void main(String[] arguments) throws Exception {
    List<WeakReference<ClassLoader>> undeployed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      undeployed.add(deployed(arguments));
    }
    long end = System.currentTimeMillis() + MOST_MILLIS;
    while (kept(undeployed) > 0 && System.currentTimeMillis() < end) {
      System.gc();
      Thread.sleep(50); // references are cleared by threads of the JVM's own
    }
    System.out.println("kept " + kept(undeployed));
  }

  private static long kept(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private static WeakReference<ClassLoader> deployed(String[] classPath) throws Exception {
    try (URLClassLoader loader = Loaders.of(classPath)) {
      Runnable application =
          (Runnable)
              loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();
      Thread thread = new Thread(application);
      thread.setContextClassLoader(loader);
      thread.start();
      thread.join();
      return new WeakReference<>(loader);
    }
  }

  /** Opens a connection, on a thread that has something to leave to others. */
  public static final class Application implements Runnable {
    private static final InheritableThreadLocal<Object> LEFT = new InheritableThreadLocal<>();

    @Override
    public void run() {
      LEFT.set(this);
      try {
        Driver driver =
            (Driver) Class.forName("org.h2.Driver").getDeclaredConstructor().newInstance();
        try (Connection connection = driver.connect("jdbc:h2:mem:a", new Properties())) {
          connection.createStatement().execute("SELECT 1");
        }
        for (Driver registered : Collections.list(DriverManager.getDrivers())) {
          DriverManager.deregisterDriver(registered);
        }
      } catch (ReflectiveOperationException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
