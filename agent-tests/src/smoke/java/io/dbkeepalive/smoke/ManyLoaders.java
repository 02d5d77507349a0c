package io.dbkeepalive.smoke;

import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Several applications in one JVM whose first connections are opened at the same moment. */
public final class ManyLoaders {
  private static final int APPLICATIONS = 8;

  private ManyLoaders() {}

  /**
   * Says of each application whether its connection is looked after, and whether its thread is
   * interrupted, as those of every second are from the beginning.
   *
   * @param arguments an application's class path
   */
  public static void main(String[] arguments) throws Exception {
    CyclicBarrier start = new CyclicBarrier(APPLICATIONS);
    ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      boolean interrupted = i % 2 == 0;
      Thread thread =
          new Thread(() -> said.add(interrupted + " " + opened(arguments, start, interrupted)));
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(40));
    }
    said.stream().sorted().forEach(System.out::println);
  }

  private static Object opened(String[] classPath, CyclicBarrier start, boolean interrupted) {
    try {
      URLClassLoader loader = Loaders.of(classPath);
      start.await();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return ((Callable<?>)
              loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance())
          .call();
    } catch (Exception e) {
      return e;
    }
  }

  /** One of them, with a driver of its own. */
  public static final class Application implements Callable<String> {
    @Override
    public String call() throws Exception {
      Driver driver =
          (Driver) Class.forName("org.h2.Driver").getDeclaredConstructor().newInstance();
      String url = "jdbc:h2:mem:of" + System.identityHashCode(this);
      try (Connection connection = driver.connect(url, new Properties())) {
        boolean woven = Arrays.toString(connection.getClass().getInterfaces()).contains("Handle");
        return Thread.currentThread().isInterrupted() + (woven ? " looked after" : " left alone");
      }
    }
  }
}
