package io.dbkeepalive.connection.probe;

import io.dbkeepalive.telemetry.events.WeavingEvents;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for the socket of a connection among the objects that the driver made: those nearest to the
 * connection first. Reads fields and calls nothing of the driver's. Thread-safe.
 */
final class SocketFinder {
  static final int MAX_DEPTH = 8;

  /** More than a remote connection of any known driver has; those in-process have no end. */
  static final int MAX_OBJECTS = 1_000;

  private static final ClassValue<AtomicReference<SocketPath>> KNOWN =
      new ClassValue<AtomicReference<SocketPath>>() {
        @Override
        protected AtomicReference<SocketPath> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /** By the kind of URL: how many searches in vain there were, and no other. */
  private static final ClassValue<ConcurrentHashMap<String, AtomicInteger>> MISSES =
      new ClassValue<ConcurrentHashMap<String, AtomicInteger>>() {
        @Override
        protected ConcurrentHashMap<String, AtomicInteger> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * One miss may be a connection that was lost at once; a database in this JVM is missed always.
   */
  private static final int MOST_MISSES = 3;

  private SocketFinder() {}

  /** Where the search starts: the connection, or what stands behind a proxy. */
  static Object rootOf(Connection physical) {
    return Proxy.isProxyClass(physical.getClass())
        ? Proxy.getInvocationHandler(physical)
        : physical;
  }

  /**
   * The path for the last connection of this class, if it leads to a socket here too.
   *
   * @param url of which the kind is looked at: a driver may have sockets for some kinds only; may
   *     be null
   * @return null if none is found; said once for each kind
   */
  static SocketPath find(Object root, String url) {
    AtomicReference<SocketPath> known = KNOWN.get(root.getClass());
    SocketPath path = known.get();
    if (path != null && leadsToSocket(path, root)) {
      return path;
    }
    AtomicInteger misses =
        MISSES.get(root.getClass()).computeIfAbsent(kindOf(url), any -> new AtomicInteger());
    path = misses.get() < MOST_MISSES ? search(root) : null;
    if (path != null) {
      misses.set(0);
      known.set(path);
    } else if (misses.incrementAndGet() == 1) {
      WeavingEvents.probeOff(root.getClass().getName(), "no socket found that can be asked");
    }
    return path;
  }

  /** As {@code jdbc:h2:mem}: one of few, for it is remembered. */
  private static String kindOf(String url) {
    String[] parts = (url == null ? "" : url).split(":", 4);
    String third = parts.length > 3 && parts[2].matches("[a-z0-9+]{1,16}") ? parts[2] : "";
    return parts.length > 1 ? parts[1] + ":" + third : "";
  }

  private static boolean leadsToSocket(SocketPath path, Object root) {
    try {
      return isOpenSocket(path.from(root));
    } catch (IllegalAccessException e) {
      return false;
    }
  }

  private static boolean isOpenSocket(Object value) throws IllegalAccessException {
    return value != null && Descriptors.of(value) != null;
  }

  private static SocketPath search(Object root) {
    String vendor = vendorOf(root.getClass());
    Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Queue<Found> open = new ArrayDeque<>();
    met.add(root);
    open.add(new Found(root, new SocketPath()));
    while (!open.isEmpty()) {
      Found at = open.remove();
      for (Field field : Fields.of(at.object.getClass())) {
        try {
          Object value = SocketPath.read(field, at.object);
          if (value == null || !met.add(value)) {
            continue;
          }
          if (isOpenSocket(value)) {
            return at.path.then(field);
          }
          boolean goesOn = at.path.length() + 1 < MAX_DEPTH && met.size() <= MAX_OBJECTS;
          if (goesOn && value.getClass().getName().startsWith(vendor)) {
            open.add(new Found(value, at.path.then(field)));
          }
        } catch (IllegalAccessException e) {
          // one way less
        }
      }
    }
    return null;
  }

  /** As {@code org.postgresql.}: what a driver calls its classes, of however many packages. */
  private static String vendorOf(Class<?> type) {
    String name = type.getName();
    int second = name.indexOf('.', name.indexOf('.') + 1);
    return name.substring(0, Math.max(second, name.indexOf('.')) + 1);
  }

  private static final class Found {
    final Object object;
    final SocketPath path;

    Found(Object object, SocketPath path) {
      this.object = object;
      this.path = path;
    }
  }
}
