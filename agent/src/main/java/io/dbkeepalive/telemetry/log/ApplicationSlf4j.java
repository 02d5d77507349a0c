package io.dbkeepalive.telemetry.log;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.event.Level;

/**
 * The application's own SLF4J, reached by reflection: it is not ours, and there may be several, or
 * none. Never makes it load or bind. Of one thread, but for {@link #seen}.
 */
final class ApplicationSlf4j {
  /** SLF4J's own numbers, LoggerFactory.java, 1.7 and 2.0 alike. */
  private static final int BOUND = 3;

  private static final int BOUND_TO_NOTHING = 4;
  private static final int FAILED = 2;

  private static final int MOST_LOADERS = 50;

  /** How things stand with it. */
  enum State {
    NOT_THERE_YET,
    READY,
    /** There will be none: lines must go elsewhere. */
    UNUSABLE
  }

  private final Queue<WeakReference<ClassLoader>> loaders = new ConcurrentLinkedQueue<>();

  /** Kept weakly: an application that was undeployed must not stay. */
  private WeakReference<Object> logger = new WeakReference<>(null);

  /** The loader is about to have it. Thread-safe. */
  void seen(ClassLoader loader) {
    if (loaders.size() < MOST_LOADERS) {
      loaders.add(new WeakReference<>(loader));
    }
  }

  /** Looks whether one is there, in the order in which they were loaded. */
  State look() {
    if (logger.get() != null) {
      return State.READY;
    }
    int usable = 0;
    int unusable = 0;
    for (WeakReference<ClassLoader> each : loaders) {
      ClassLoader loader = each.get();
      State state = loader == null ? null : look(loader);
      if (state == State.READY) {
        return state;
      }
      usable += state == State.NOT_THERE_YET ? 1 : 0;
      unusable += state == State.UNUSABLE ? 1 : 0;
    }
    return usable == 0 && unusable > 0 ? State.UNUSABLE : State.NOT_THERE_YET;
  }

  private State look(ClassLoader loader) {
    try {
      Class<?> factory = Class.forName("org.slf4j.LoggerFactory", false, loader);
      Field field = factory.getDeclaredField("INITIALIZATION_STATE");
      field.setAccessible(true);
      int state = field.getInt(null);
      if (state == BOUND) {
        Method getter = factory.getMethod("getLogger", String.class);
        logger = new WeakReference<>(getter.invoke(null, "dbkeepalive"));
        return State.READY;
      }
      return state == BOUND_TO_NOTHING || state == FAILED ? State.UNUSABLE : State.NOT_THERE_YET;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return State.UNUSABLE; // of another make, or in a module that is closed to us
    }
  }

  /**
   * Only after {@link State#READY}.
   *
   * @return false if it is gone, or has failed
   */
  boolean log(Level level, String text) {
    Object target = logger.get();
    if (target == null) {
      return false;
    }
    try {
      // of the interface: the class of a logger need not be public
      Class<?> type = Class.forName("org.slf4j.Logger", false, target.getClass().getClassLoader());
      type.getMethod(level.name().toLowerCase(Locale.ROOT), String.class).invoke(target, text);
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return false;
    }
  }
}
