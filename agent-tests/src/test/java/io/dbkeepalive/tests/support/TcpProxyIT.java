package io.dbkeepalive.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.TcpProxy.Cut;
import io.dbkeepalive.tests.support.TcpProxy.Moment;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TcpProxyIT {
  private static final int SILENCE_MILLIS = 200;

  private Echo echo;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new Echo();
    proxy = new TcpProxy("127.0.0.1", echo.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void forwardsBothWaysAndCounts() throws IOException {
    try (Socket first = connect();
        Socket second = connect()) {
      assertEquals("one", ask(first, "one"));
      assertEquals("two", ask(second, "two"));
      assertEquals(2, proxy.connectionsAccepted());
      assertEquals(2, proxy.connectionsOpen());
    }
  }

  @Test
  void finReadsAsEndOfStream() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.cutAll(Cut.FIN);
      assertEquals(-1, client.getInputStream().read());
      assertEquals(0, proxy.connectionsOpen());
    }
  }

  @Test
  void rstReadsAsReset() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.cutAll(Cut.RST);
      assertThrows(SocketException.class, () -> client.getInputStream().read());
    }
  }

  @Test
  void requestCutBeforeItIsForwardedNeverArrives() throws Exception {
    CompletableFuture<Void> cut =
        proxy.cutAt(Moment.BEFORE_REQUEST, Cut.RST, request -> request.contains("fatal"));
    try (Socket client = connect()) {
      assertEquals("harmless", ask(client, "harmless"));
      assertThrows(SocketException.class, () -> ask(client, "fatal"));
      cut.get(5, TimeUnit.SECONDS);
    }
    echo.close();
    assertEquals("harmless", echo.received());
  }

  @Test
  void requestCutBeforeItsReplyArrived() throws Exception {
    CompletableFuture<Void> cut =
        proxy.cutAt(Moment.BEFORE_REPLY, Cut.FIN, request -> request.contains("fatal"));
    try (Socket client = connect()) {
      assertEquals("harmless", ask(client, "harmless"));
      assertEquals("", ask(client, "fatal"));
      cut.get(5, TimeUnit.SECONDS);
    }
    echo.close();
    assertEquals("harmlessfatal", echo.received());
  }

  @Test
  void replyCutInTheMiddle() throws Exception {
    CompletableFuture<Void> cut =
        proxy.cutAt(Moment.INSIDE_REPLY, Cut.FIN, request -> request.contains("fatal"));
    try (Socket client = connect()) {
      assertEquals("fat", ask(client, "fatal!"));
      assertEquals(-1, client.getInputStream().read());
      cut.get(5, TimeUnit.SECONDS);
    }
    echo.close();
    assertEquals("fatal!", echo.received());
  }

  @Test
  void silenceSwallowsUntilTheClientGivesUp() throws Exception {
    CompletableFuture<Void> cut =
        proxy.cutAt(Moment.BEFORE_REQUEST, Cut.SILENCE, request -> request.contains("fatal"));
    try (Socket client = connect()) {
      assertEquals("harmless", ask(client, "harmless"));
      client.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> ask(client, "fatal"));
      cut.get(5, TimeUnit.SECONDS);
      assertThrows(SocketTimeoutException.class, () -> ask(client, "more"));
      assertEquals(1, proxy.connectionsOpen());
    }
    Await.until("the end", Duration.ofSeconds(5), () -> proxy.connectionsOpen() == 0);
    assertEquals("harmless", echo.received());
  }

  @Test
  void replyIsSwallowed() throws Exception {
    CompletableFuture<Void> cut =
        proxy.cutAt(Moment.BEFORE_REPLY, Cut.SILENCE, request -> request.contains("fatal"));
    try (Socket client = connect()) {
      client.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> ask(client, "fatal"));
      cut.get(5, TimeUnit.SECONDS);
      assertEquals("fatal", echo.received());
    }
  }

  @Test
  void countsExchanges() throws Exception {
    try (Socket client = connect()) {
      ask(client, "one");
      assertEquals(1, proxy.exchanges());
      var unused = proxy.cutAt(Moment.BEFORE_REQUEST, Cut.FIN, request -> request.exchange() == 3);
      assertEquals("two", ask(client, "two"));
      assertEquals(2, proxy.exchanges());
      assertEquals("", ask(client, "three"));
      assertEquals(3, proxy.exchanges());
    }
  }

  @Test
  void forgottenPlanCutsNothing() throws IOException {
    var unused = proxy.cutAt(Moment.BEFORE_REQUEST, Cut.FIN, request -> true);
    proxy.forgetPlan();
    try (Socket client = connect()) {
      assertEquals("hello", ask(client, "hello"));
      assertEquals(Set.of(client.getLocalPort()), proxy.clientPorts());
    }
  }

  @Test
  void planHitsOneConnectionOnly() throws Exception {
    CompletableFuture<Void> cut = proxy.cutAt(Moment.BEFORE_REQUEST, Cut.FIN, request -> true);
    try (Socket first = connect();
        Socket second = connect()) {
      assertEquals("", ask(first, "one"));
      cut.get(5, TimeUnit.SECONDS);
      assertEquals("two", ask(second, "two"));
    }
  }

  @Test
  void pausedLineIsSilentAndThenDeliversAll() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.pause();
      client.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> ask(client, "late"));
      client.setSoTimeout(0);
      proxy.resume();
      assertEquals("late", read(client));
    }
  }

  @Test
  void pausedLineCanBeCut() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.pause();
      client.getOutputStream().write(1);
      proxy.cutAll(Cut.FIN);
      assertEquals(-1, client.getInputStream().read());
    }
  }

  @Test
  void refusedWhileOpenConnectionsGoOn() throws IOException {
    try (Socket open = connect()) {
      ask(open, "hello");
      proxy.refuse();
      assertThrows(ConnectException.class, this::connect);
      assertEquals("still", ask(open, "still"));
      proxy.accept();
      try (Socket again = connect()) {
        assertEquals("again", ask(again, "again"));
      }
    }
  }

  @Test
  void serverThatIsDownEndsTheConnection() throws IOException {
    echo.close();
    try (Socket client = connect()) {
      assertEquals(-1, client.getInputStream().read());
    }
  }

  @Test
  void closeLeavesNoThread() throws IOException {
    try (Socket client = connect()) {
      ask(client, "hello");
      proxy.pause();
      client.getOutputStream().write(1);
      proxy.close();
    }
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("prox")));
  }

  private Socket connect() throws IOException {
    return new Socket(proxy.host(), proxy.port());
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return read(socket);
  }

  private static String read(Socket socket) throws IOException {
    byte[] buffer = new byte[100];
    int length = socket.getInputStream().read(buffer);
    return new String(buffer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
  }

  /** Sends back what it receives, and remembers it. */
  private static final class Echo {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Thread acceptor = new Thread(this::accept, "echo");

    Echo() throws IOException {
      acceptor.start();
    }

    int port() {
      return listener.getLocalPort();
    }

    String received() {
      return String.join("", received);
    }

    void close() throws IOException {
      listener.close();
      ProxiedConnection.join(acceptor);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          new Thread(() -> serve(socket), "echo").start();
        } catch (IOException e) {
          assertTrue(listener.isClosed());
        }
      }
    }

    private void serve(Socket socket) {
      byte[] buffer = new byte[100];
      try (socket) {
        for (int n = socket.getInputStream().read(buffer);
            n >= 0;
            n = socket.getInputStream().read(buffer)) {
          received.add(new String(buffer, 0, n, StandardCharsets.US_ASCII));
          socket.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException e) {
        // the test broke the line
      }
    }
  }
}
