package io.dbkeepalive.telemetry.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** In an application server applications come and go, and the agent's threads stay. */
class DaemonTest {
  private static final int COLLECTIONS = 50;

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void threadKeepsNoApplication() throws Exception {
    Thread[] threads = new Thread[1];
    WeakReference<ClassLoader> application = new WeakReference<>(startFromApplication(threads));
    try {
      assertTrue(threads[0].isAlive() && threads[0].isDaemon());
      assertNull(threads[0].getContextClassLoader());
      for (int i = 0; i < COLLECTIONS && application.get() != null; i++) {
        System.gc();
      }
      assertNull(application.get(), "its classes are still in memory");
    } finally {
      end.countDown();
      threads[0].join();
    }
  }

  /** The loader of an application that has made the first call. */
  private ClassLoader startFromApplication(Thread[] threads) throws Exception {
    ClassLoader loader = new ApplicationLoader();
    Class<?> type = loader.loadClass(Application.class.getName());
    assertEquals(loader, type.getClassLoader());
    @SuppressWarnings("unchecked")
    Function<Runnable, Thread> first =
        (Function<Runnable, Thread>) type.getDeclaredConstructor().newInstance();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      threads[0] = first.apply(this::awaitEnd);
      threads[0].start();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    return loader;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Is loaded by a loader of its own. */
  public static final class Application implements Function<Runnable, Thread> {
    @Override
    public Thread apply(Runnable work) {
      return Rounds.daemon(work, "dbkeepalive-test");
    }
  }

  private static final class ApplicationLoader extends ClassLoader {
    ApplicationLoader() {
      super(DaemonTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(Application.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        ProtectionDomain own = new ProtectionDomain(null, null, this, null);
        return defineClass(name, code, 0, code.length, own);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
