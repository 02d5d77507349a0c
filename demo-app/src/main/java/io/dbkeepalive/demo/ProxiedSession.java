package io.dbkeepalive.demo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection of the shop's, carried through the proxy byte by byte.
 *
 * <p>Thread safe.
 */
final class ProxiedSession {
  private final Socket client;
  private final Socket server;
  private final Consumer<ProxiedSession> whenEnded;
  private final AtomicInteger openDirections = new AtomicInteger(2);
  // written once by the thread that reads the server's greeting
  private volatile OptionalLong id = OptionalLong.empty();

  ProxiedSession(Socket client, Socket server, Consumer<ProxiedSession> whenEnded) {
    this.client = client;
    this.server = server;
    this.whenEnded = whenEnded;
  }

  void start() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    pump("to-server", client, server, false);
    pump("to-shop", server, client, true);
  }

  /** The id that the server gave this session; empty before its greeting. */
  OptionalLong id() {
    return id;
  }

  /** The port by which the server sees this session, unless addresses are translated on the way. */
  int port() {
    return server.getLocalPort();
  }

  /** Ends both connections with a TCP reset. */
  void reset() {
    whenEnded.accept(this);
    closeWithReset(client);
    closeWithReset(server);
  }

  private void pump(String name, Socket from, Socket to, boolean greeted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                if (greeted) {
                  passGreeting(in, out);
                }
                in.transferTo(out);
                to.shutdownOutput();
                ended();
              } catch (IOException e) {
                // what one side met, the other must meet: this is how a lost network looks
                reset();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void passGreeting(InputStream in, OutputStream out) throws IOException {
    byte[] header = in.readNBytes(4);
    if (header.length < 4) {
      throw new EOFException("the server closed before its greeting");
    }
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    byte[] payload = in.readNBytes(length);
    id = Greeting.connectionId(payload);
    out.write(header);
    out.write(payload);
  }

  private void ended() throws IOException {
    if (openDirections.decrementAndGet() == 0) {
      whenEnded.accept(this);
      client.close();
      server.close();
    }
  }

  private static void closeWithReset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // nobody is left who could be told
    }
  }
}
