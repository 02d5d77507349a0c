package io.dbkeepalive.connection.probe;

import java.io.FileDescriptor;

/** A socket and its descriptor. Immutable. */
final class Target {
  final Object socket;
  final FileDescriptor descriptor;

  /** The socket, or what it has below TLS. */
  private final Object plain;

  private Target(Object socket, Object plain, FileDescriptor descriptor) {
    this.socket = socket;
    this.plain = plain;
    this.descriptor = descriptor;
  }

  /** Null where the socket has no descriptor, or none that is open. */
  static Target of(Object socket) throws IllegalAccessException {
    Object plain = Descriptors.plain(socket);
    FileDescriptor descriptor = Descriptors.of(plain);
    return descriptor == null ? null : new Target(socket, plain, descriptor);
  }

  boolean isClosed() {
    return Descriptors.isClosed(plain);
  }
}
