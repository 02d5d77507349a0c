package io.dbkeepalive.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the shop and its server, on the loopback address: it knows the shop's sessions,
 * can reset them, and can stop listening while the server is down, so that a connect is refused as
 * the server itself would refuse it.
 *
 * <p>Thread safe.
 */
final class Proxy implements AutoCloseable {
  private final String host;
  private final int serverPort;
  private final int port;
  private final Set<ProxiedSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;

  /** Listens on a free port for connections to {@code host:serverPort}. */
  Proxy(String host, int serverPort) throws IOException {
    this.host = host;
    this.serverPort = serverPort;
    this.port = listen(0);
  }

  int port() {
    return port;
  }

  /** The sessions that are open now. */
  List<ProxiedSession> sessions() {
    return List.copyOf(sessions);
  }

  /** Sends the shop a TCP reset on each of its connections. Returns how many those were. */
  int resetAll() {
    List<ProxiedSession> open = sessions();
    open.forEach(ProxiedSession::reset);
    return open.size();
  }

  /** From now on a connect is refused. Connections that are open stay so. */
  void refuse() throws IOException {
    listener.close();
  }

  /** Ends {@link #refuse}. */
  void accept() throws IOException {
    listen(port);
  }

  @Override
  public void close() throws IOException {
    refuse();
    resetAll();
  }

  private int listen(int wanted) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    listener = socket;
    Thread thread = new Thread(() -> acceptFrom(socket), "proxy");
    thread.setDaemon(true);
    thread.start();
    return socket.getLocalPort();
  }

  private void acceptFrom(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        connect(socket.accept());
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException("the proxy cannot accept connections", e);
        }
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    ProxiedSession session = new ProxiedSession(client, server, sessions::remove);
    try {
      server.connect(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), serverPort), 5_000);
      sessions.add(session);
      session.start();
    } catch (IOException e) {
      session.reset();
    }
  }
}
