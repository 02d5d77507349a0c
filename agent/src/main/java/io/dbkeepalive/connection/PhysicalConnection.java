package io.dbkeepalive.connection;

import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.dialect.ServerSession;
import java.sql.Connection;

/** What is known of the physical connection that does the work, apart from it. Immutable. */
final class PhysicalConnection {
  final SocketProbe probe;

  /** Null where the driver or the socket does not tell. */
  final ServerSession server;

  private PhysicalConnection(SocketProbe probe, ServerSession server) {
    this.probe = probe;
    this.server = server;
  }

  /** Right after it was opened; sends nothing. */
  static PhysicalConnection of(Connection opened, String url) {
    SocketProbe probe = SocketProbe.of(opened, url);
    return new PhysicalConnection(
        probe, ServerSession.of(opened, probe.local(), System.nanoTime()));
  }
}
