package io.dbkeepalive.connection.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a real socket. Only Linux tells an end from a message. */
class PollTest {
  private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private ServerSocket server;
  private Socket socket;
  private Socket peer;
  private FileDescriptor descriptor;

  @BeforeEach
  void connect() throws Exception {
    server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = new Socket(server.getInetAddress(), server.getLocalPort());
    peer = server.accept();
    descriptor = Descriptors.of(socket);
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    peer.close();
    server.close();
  }

  @Test
  void nothingWaitsOnAnIdleSocket() throws Throwable {
    assertFalse(Poll.isReadable(descriptor));
    assertFalse(Poll.isHungUp(descriptor));
  }

  @Test
  void messageIsNoEnd() throws Throwable {
    peer.getOutputStream().write(1);
    awaitNews();

    assertFalse(Poll.isHungUp(descriptor));
  }

  @Test
  void closeIsTheEndThoughAMessageIsToBeReadBeforeIt() throws Throwable {
    peer.getOutputStream().write(1);
    peer.close();
    awaitNews();

    assertEquals(LINUX, Poll.isHungUp(descriptor));
    assertEquals(1, socket.getInputStream().read(), "nothing was taken away");
  }

  @Test
  void resetIsTheEnd() throws Throwable {
    peer.setSoLinger(true, 0);
    peer.close();
    awaitNews();

    assertEquals(LINUX, Poll.isHungUp(descriptor));
  }

  /** The loopback delivers at once, but in its own time. */
  private void awaitNews() throws Throwable {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!Poll.isReadable(descriptor) && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    assertTrue(Poll.isReadable(descriptor));
  }
}
