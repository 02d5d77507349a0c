package io.dbkeepalive.connection;

import io.dbkeepalive.connection.probe.SocketProbe;
import io.dbkeepalive.dialect.CompetingMachinery;
import io.dbkeepalive.dialect.KnownSession;
import io.dbkeepalive.dialect.ServerRun;
import io.dbkeepalive.dialect.ServerSession;
import java.sql.Connection;

/** What is known of the physical connection that does the work, apart from it. Thread-safe. */
final class PhysicalConnection {
  final SocketProbe probe;

  /** Null where the driver or the socket does not tell. */
  final ServerSession server;

  /** What is said of a session may be said of one that this connection does not work with now. */
  final boolean behindProxy;

  /** By {@code System.nanoTime}. */
  final long opened = System.nanoTime();

  /** Null until its server was asked who it is, and where it did not say. */
  private volatile KnownSession session;

  private volatile boolean runAsked;

  private PhysicalConnection(SocketProbe probe, ServerSession server, boolean behindProxy) {
    this.probe = probe;
    this.server = server;
    this.behindProxy = behindProxy;
  }

  /**
   * Its server was asked.
   *
   * @param run null where it did not say
   */
  void runIs(ServerRun run) {
    session = run == null ? null : new KnownSession(server, run);
    runAsked = true;
  }

  boolean isRunAsked() {
    return runAsked;
  }

  /** Null where nobody could say of it that it is gone. */
  KnownSession session() {
    return session;
  }

  /** Right after it was opened; sends nothing. */
  static PhysicalConnection of(Connection opened, String url) {
    SocketProbe probe = SocketProbe.of(opened, url);
    return new PhysicalConnection(
        probe,
        ServerSession.of(opened, probe.local(), System.nanoTime()),
        CompetingMachinery.hidesSessions(url, opened));
  }
}
