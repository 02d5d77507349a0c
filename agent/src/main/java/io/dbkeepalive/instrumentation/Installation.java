package io.dbkeepalive.instrumentation;

import io.dbkeepalive.config.Options;
import io.dbkeepalive.telemetry.events.AgentEvents;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All that a JVM without a database does not need: put together once, by the first thread that
 * needs it. Thread-safe.
 */
final class Installation implements Supplier<JdbcTransformer> {
  /**
   * How long a class waits for another thread that installs. Far longer than that takes: whoever
   * loads a class holds locks of the JVM's, and nothing of ours may wait for them for ever.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Options options;
  private final Instrumentation instrumentation;
  private final String version;
  private final Runnable bootstrapClasses;
  private final long started = System.nanoTime();

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}. */
  private boolean isTried;

  /** Null before, and where it has failed. */
  private volatile Parts parts;

  /**
   * @param bootstrapClasses defines the classes that woven code names
   */
  Installation(
      Options options, Instrumentation instrumentation, String version, Runnable bootstrapClasses) {
    this.options = options;
    this.instrumentation = instrumentation;
    this.version = version;
    this.bootstrapClasses = bootstrapClasses;
  }

  /** What weaves drivers; null where it cannot be had. Never throws. */
  @Override
  public JdbcTransformer get() {
    Parts installed = parts();
    return installed == null ? null : installed.transformer;
  }

  /** For whoever wants to see the agent before a class has asked for it. Never throws. */
  void show() {
    Parts installed = parts();
    if (installed != null) {
      installed.operations.show();
    }
  }

  /** Weaves what was loaded before the agent came, where that can be done. Never throws. */
  void lookBack() {
    Parts installed = parts();
    if (installed != null) {
      new LateStart(instrumentation, installed.drivers, installed.transformer).begin();
    }
  }

  private Parts parts() {
    Parts known = parts;
    return known != null || lock.isHeldByCurrentThread() ? known : install();
  }

  private Parts install() {
    if (!locked()) {
      AgentEvents.failed("start", new TimeoutException("another thread starts the agent"));
      return null;
    }
    try {
      if (!isTried) {
        isTried = true;
        bootstrapClasses.run();
        parts = Parts.assemble(options, instrumentation, version, started);
      }
    } catch (RuntimeException | Error e) {
      AgentEvents.failed("start, the application runs without the agent", e);
    } finally {
      lock.unlock();
    }
    return parts;
  }

  /** Whatever interrupts the application's thread is not ours, and must not cost it its driver. */
  private boolean locked() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          return lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
