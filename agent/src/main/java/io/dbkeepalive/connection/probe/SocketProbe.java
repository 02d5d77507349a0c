package io.dbkeepalive.connection.probe;

import io.dbkeepalive.telemetry.events.AgentEvents;
import io.dbkeepalive.telemetry.events.WeavingEvents;
import java.net.InetSocketAddress;
import java.sql.Connection;

/**
 * Asks the kernel whether something waits to be read on the socket of a physical connection. Where
 * nobody expects an answer, that is the end of the connection, or a message that nobody asked for.
 * Nothing is read. Thread-safe.
 *
 * <p>The way to the socket is walked each time, for a driver may exchange it. A wrong or closed
 * socket does no harm: the kernel says nothing, and all is as without a probe, or it says
 * something, and a ping decides.
 */
public final class SocketProbe {
  /** Where there is no socket, or none that we can ask. */
  public static final SocketProbe NONE = new SocketProbe(null, null);

  /** After so many pings in a row that went well and left the socket readable, it is not theirs. */
  private static final int MOST_FUTILE = 3;

  private final Object root;
  private final SocketPath path;

  /** The socket that was met last. */
  private volatile Target target;

  /** Counts pings; written by whoever is alone in the guard. */
  private volatile int futile;

  private volatile boolean off;

  private SocketProbe(Object root, SocketPath path) {
    this.root = root;
    this.path = path;
    this.off = path == null;
  }

  /**
   * Never throws.
   *
   * @param url of which the kind is looked at; may be null
   * @return {@link #NONE} where the driver's socket cannot be found
   */
  public static SocketProbe of(Connection physical, String url) {
    try {
      Object root = SocketFinder.rootOf(physical);
      SocketPath path = Poll.isPossible() ? SocketFinder.find(root, url) : null;
      if (path != null) {
        SocketProbe probe = new SocketProbe(root, path);
        probe.target(null); // the first call may lose it unseen
        return probe;
      }
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      AgentEvents.failed("socket probe", e);
    }
    return NONE;
  }

  /**
   * Whether there is something to read, the end included, or the driver has let go of the socket
   * that it had: it keeps some failures to itself. False where that is not known.
   */
  public boolean hasNews() {
    if (off) {
      return false;
    }
    try {
      Target met = target;
      Target now = target(met);
      return now == null ? met != null : Poll.isReadable(now.descriptor);
    } catch (Throwable e) { // what a method handle declares; a probe that fails is none
      off = true;
      WeavingEvents.probeOff(root.getClass().getName(), e.toString());
      return false;
    }
  }

  /**
   * A ping after news went well. It should have read them; where it does so never, this is not the
   * socket that it reads, and the probe would cost a ping before each call.
   */
  public void pinged() {
    futile = hasNews() ? futile + 1 : 0;
    if (futile >= MOST_FUTILE) {
      off = true;
      WeavingEvents.probeOff(
          root.getClass().getName(), "pings do not read what waits on its socket");
    }
  }

  /** The address and port of our end of the connection; null if not known. */
  public InetSocketAddress local() {
    try {
      return path == null ? null : Descriptors.localOf(path.from(root));
    } catch (Exception e) {
      return null;
    }
  }

  /**
   * Closes the socket itself, below what the driver and TLS have on it: whoever reads from it gets
   * an exception. Never throws; has no effect where it is not known.
   */
  public void closeSocket() {
    try {
      if (path != null) {
        Descriptors.close(path.from(root));
      }
    } catch (Exception e) {
      // the driver has closed it before
    }
  }

  /** Null where there is no open socket; what was met before is remembered then. */
  private Target target(Target met) throws IllegalAccessException {
    Object socket = path.from(root);
    if (met != null && met.socket == socket) {
      return met;
    }
    Target fresh = socket == null ? null : Target.of(socket);
    if (fresh != null) {
      target = fresh;
    }
    return fresh;
  }
}
