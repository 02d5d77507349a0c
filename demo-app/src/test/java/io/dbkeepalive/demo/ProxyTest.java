package io.dbkeepalive.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProxyTest {
  /** A packet of 7 bytes: protocol 10, an empty version, the id 5, one byte more. */
  private static final byte[] GREETING = {7, 0, 0, 0, 10, 0, 5, 0, 0, 0, 1};

  private ServerSocket server;
  private Proxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    proxy = new Proxy("127.0.0.1", server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void bytesPassBothWaysAndTheSessionIsKnown() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      greet(client, served);
      client.getOutputStream().write(42);
      assertEquals(42, served.getInputStream().read());
      ProxiedSession session = proxy.sessions().get(0);
      assertEquals(OptionalLong.of(5), session.id());
      assertEquals(served.getPort(), session.port());
    }
  }

  @Test
  void theEndOfTheServersStreamReachesTheClientAfterItsLastWords() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      greet(client, served);
      served.getOutputStream().write(43);
      served.close();
      assertEquals(43, client.getInputStream().read());
      assertEquals(-1, client.getInputStream().read());
    }
  }

  @Test
  void aResetReachesBothSides() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      greet(client, served);
      assertEquals(1, proxy.resetAll());
      assertThrows(SocketException.class, () -> client.getInputStream().read());
      assertThrows(SocketException.class, () -> served.getInputStream().read());
      assertEquals(0, proxy.sessions().size());
    }
  }

  @Test
  void aConnectIsRefusedUntilTheProxyAcceptsAgainOnTheSamePort() throws IOException {
    proxy.refuse();
    assertThrows(ConnectException.class, this::connect);
    proxy.accept();
    try (Socket client = connect();
        Socket served = server.accept()) {
      greet(client, served);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static void greet(Socket client, Socket served) throws IOException {
    served.getOutputStream().write(GREETING);
    assertArrayEquals(GREETING, client.getInputStream().readNBytes(GREETING.length));
  }
}
