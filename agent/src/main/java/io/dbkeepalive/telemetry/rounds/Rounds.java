package io.dbkeepalive.telemetry.rounds;

import io.dbkeepalive.telemetry.events.AgentEvents;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A thread that looks at something again and again, from its first wake on. Thread-safe. */
public final class Rounds {
  /** What a round answers when there is nothing to come back for before the next wake. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long AFTER_DEFECT = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final LongSupplier round;

  /** Null until it is woken first. Written under the lock. */
  private volatile Thread thread;

  /**
   * @param name of the thread
   * @param round returns nanoseconds until the next one
   */
  public Rounds(String name, LongSupplier round) {
    this.name = name;
    this.round = round;
  }

  /** There is something to look at. */
  public void wake() {
    Thread running = thread;
    if (running == null) {
      start();
    } else {
      LockSupport.unpark(running);
    }
  }

  /** Whether it was ever woken. */
  public boolean isRunning() {
    return thread != null;
  }

  private synchronized void start() {
    if (thread == null) {
      thread = daemon(this::run, name);
      thread.start();
    }
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private void run() {
    while (true) {
      long rest = AFTER_DEFECT;
      try {
        rest = round.getAsLong();
      } catch (RuntimeException | Error defect) { // nobody else would go on
        AgentEvents.failed(name, defect);
      }
      LockSupport.parkNanos(this, rest);
    }
  }

  /** A thread that keeps neither the JVM nor an application from ending, nor its classes. */
  public static Thread daemon(Runnable work, String name) {
    return daemon(() -> new Thread(work, name));
  }

  /**
   * The same of a class of its own.
   *
   * @param made makes a new one
   */
  public static Thread daemon(Supplier<Thread> made) {
    Thread thread = apart(made);
    inheritNothing(thread);
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // that of the application which happened to be first
    return thread;
  }

  /**
   * Takes away what the thread that makes it would leave to it, its inheritable thread locals.
   * There is no constructor for that on Java 8, nor for a class of its own; the field has its name
   * from Java 8 to 25.
   */
  private static void inheritNothing(Thread thread) {
    try {
      Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
      inherited.setAccessible(true);
      inherited.set(thread, null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // it keeps the first application's, if there are any
    }
  }

  /** Up to Java 23 it would else refer to the protection domains of all that is on the stack. */
  private static Thread apart(Supplier<Thread> made) {
    try {
      return AccessController.doPrivileged((PrivilegedAction<Thread>) made::get);
    } catch (LinkageError e) { // a Java that has none of that any more
      return made.get();
    }
  }
}
