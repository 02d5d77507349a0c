package io.dbkeepalive.connection.probe;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.channels.SocketChannel;

/**
 * From a socket to the descriptor by which the kernel knows it, through fields of the JDK, whose
 * packages must be open to us. Thread-safe.
 *
 * <p>The fields as in OpenJDK 8, 11, 17, 21 and 25.
 */
final class Descriptors {
  private static final Field IMPL = field("java.net.Socket", "impl");
  private static final Field FD = field("java.net.SocketImpl", "fd");

  /** Since Java 13. */
  private static final Field DELEGATE = field("java.net.DelegatingSocketImpl", "delegate");

  private static final Field CHANNEL_FD = field("sun.nio.ch.SocketChannelImpl", "fd");

  /** The plain socket below one of TLS; itself if there is none. */
  private static final Field BELOW_TLS = field("sun.security.ssl.BaseSSLSocketImpl", "self");

  private Descriptors() {}

  /** Null for what is no socket, is not open, or has a descriptor that we cannot read. */
  static FileDescriptor of(Object socket) throws IllegalAccessException {
    Object plain = plain(socket);
    if (isClosed(plain)) {
      return null; // the descriptor still has its number, which may be another's by now
    }
    FileDescriptor found = null;
    if (plain instanceof SocketChannel) {
      found = isA(CHANNEL_FD, plain) ? (FileDescriptor) CHANNEL_FD.get(plain) : null;
    } else if (plain instanceof Socket && IMPL != null && FD != null) {
      SocketImpl impl = (SocketImpl) IMPL.get(plain);
      while (isA(DELEGATE, impl)) {
        impl = (SocketImpl) DELEGATE.get(impl);
      }
      found = impl == null ? null : (FileDescriptor) FD.get(impl);
    }
    return found != null && found.valid() ? found : null;
  }

  /** The address and port of our end; null for what is no socket. */
  static InetSocketAddress localOf(Object socket) throws IllegalAccessException, IOException {
    Object plain = plain(socket);
    return (InetSocketAddress)
        (plain instanceof SocketChannel
            ? ((SocketChannel) plain).getLocalAddress()
            : plain instanceof Socket ? ((Socket) plain).getLocalSocketAddress() : null);
  }

  /** What is no socket is left alone. */
  static void close(Object socket) throws IllegalAccessException, IOException {
    Object plain = plain(socket);
    if (plain instanceof Socket || plain instanceof SocketChannel) {
      ((Closeable) plain).close();
    }
  }

  private static Object plain(Object socket) throws IllegalAccessException {
    Object plain = socket;
    while (isA(BELOW_TLS, plain) && BELOW_TLS.get(plain) != plain) {
      plain = BELOW_TLS.get(plain);
    }
    // a channel's socket has an implementation of its own, which is never connected
    boolean adapts = plain instanceof Socket && plain.getClass().getName().startsWith("sun.nio.");
    return adapts ? ((Socket) plain).getChannel() : plain;
  }

  private static boolean isClosed(Object plain) {
    return plain instanceof SocketChannel
        ? !((SocketChannel) plain).isOpen()
        : plain instanceof Socket && ((Socket) plain).isClosed();
  }

  private static boolean isA(Field field, Object object) {
    return field != null && field.getDeclaringClass().isInstance(object);
  }

  /** Null where this JVM has no such field, or keeps it from us. */
  private static Field field(String type, String name) {
    try {
      Field field = Class.forName(type, false, null).getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }
}
