package io.dbkeepalive.connection.probe;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** {@code poll(2)}, as the JDK has it for its own channels. Thread-safe. */
final class Poll {
  /** {@code sun.nio.ch.Net.poll(FileDescriptor, int, long)}: the same from Java 8 to 25. */
  private static final MethodHandle POLL = find();

  /** The platform's number, read as {@code sun.nio.ch.Net} has it. */
  private static final int READABLE = readable();

  private Poll() {}

  static boolean isPossible() {
    return POLL != null && READABLE != 0;
  }

  /** Data, the end, or an error; returns at once. */
  static boolean isReadable(FileDescriptor descriptor) throws Throwable {
    return (int) POLL.invokeExact(descriptor, READABLE, 0L) != 0;
  }

  private static MethodHandle find() {
    try {
      Method poll = net().getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class);
      poll.setAccessible(true);
      return MethodHandles.lookup().unreflect(poll);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private static int readable() {
    try {
      Field number = net().getDeclaredField("POLLIN");
      number.setAccessible(true);
      return number.getShort(null);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return 0;
    }
  }

  private static Class<?> net() throws ClassNotFoundException {
    return Class.forName("sun.nio.ch.Net", true, null);
  }
}
