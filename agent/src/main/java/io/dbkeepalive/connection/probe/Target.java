package io.dbkeepalive.connection.probe;

import java.io.FileDescriptor;

/** A socket and its descriptor. Immutable. */
final class Target {
  final Object socket;
  final FileDescriptor descriptor;

  private Target(Object socket, FileDescriptor descriptor) {
    this.socket = socket;
    this.descriptor = descriptor;
  }

  /** Null where the socket has no descriptor, or none that is open. */
  static Target of(Object socket) throws IllegalAccessException {
    FileDescriptor descriptor = Descriptors.of(socket);
    return descriptor == null ? null : new Target(socket, descriptor);
  }
}
