package io.dbkeepalive.telemetry.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventStream;
import io.dbkeepalive.telemetry.events.EventType;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebhookTest {
  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private final Consumer<Event> listener =
      event -> {
        if (event.type() == EventType.WEBHOOK_FAILED) {
          failures.add(event.text("reason"));
        }
      };

  private int status = 200;
  private HttpServer chat;
  private Webhook webhook;

  @BeforeEach
  void start() throws IOException {
    chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    chat.createContext(
        "/planted-path",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    chat.start();
    webhook =
        new Webhook(
            URI.create("http://127.0.0.1:" + chat.getAddress().getPort() + "/planted-path"), "1.2");
    EventStream.listen(webhook);
    EventStream.listen(listener);
  }

  @AfterEach
  void stop() {
    EventStream.unlisten(webhook);
    EventStream.unlisten(listener);
    chat.stop(0);
  }

  /** A byte at a time keeps within any time-out for a read. */
  @Test
  @Timeout(60)
  void whoAnswersForEverIsCutOff() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Webhook slow =
          new Webhook(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x"), "1.2");
      EventStream.listen(slow);
      try {
        AdminEvents.alert("breaker-open", "db", "its breaker is open");
        Socket caller = server.accept();
        drip(caller);
        slow.look(System.nanoTime() + TimeUnit.SECONDS.toNanos(14));
        assertNull(failures.poll(1, TimeUnit.SECONDS));
        slow.look(System.nanoTime() + TimeUnit.SECONDS.toNanos(16));
        assertEquals("java.net.SocketTimeoutException", next(failures));
      } finally {
        EventStream.unlisten(slow);
      }
    }
  }

  private static void drip(Socket caller) {
    Rounds.daemon(
            () -> {
              try (caller) {
                OutputStream answer = caller.getOutputStream();
                answer.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                while (true) {
                  answer.write('x');
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
              } catch (IOException cutOff) {
                // as it should be
              }
            },
            "drip")
        .start();
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    String text = queue.poll(20, TimeUnit.SECONDS);
    assertNotNull(text);
    return text;
  }

  @Test
  void alertsArePostedAndNothingElse() throws InterruptedException {
    AdminEvents.started("http://127.0.0.1:1");
    AdminEvents.alert("breaker-open", "mysql://db1:3306/shop", "it is \"away\"");
    String raised = next(posted);
    assertTrue(
        raised.startsWith(
            "{\"text\":\"[dbkeepalive] alert alert=breaker-open database=mysql://db1:3306/shop"
                + " reason=\\\"it is"),
        raised);
    assertTrue(raised.contains("\"state\":\"raised\",\"alert\":\"breaker-open\""), raised);
    AdminEvents.alertOver("breaker-open", "mysql://db1:3306/shop", 90_000_000_000L);
    String over = next(posted);
    assertTrue(over.contains("\"state\":\"over\",\"alert\":\"breaker-open\""), over);
    assertTrue(over.contains("lasted=1m30s"), over);
    assertTrue(failures.isEmpty(), failures::toString);
  }

  @Test
  void refusalIsOneLineAndIsNotFollowed() throws InterruptedException {
    status = 302;
    AdminEvents.alert("breaker-open", "a", "reason");
    assertEquals("it was answered with status 302", next(failures));
    assertEquals(1, posted.size());
  }

  @Test
  void failureDoesNotNameTheAddress() throws InterruptedException {
    chat.stop(0);
    AdminEvents.alert("breaker-open", "a", "reason");
    String failure = next(failures);
    assertFalse(failure.contains("planted"), failure);
    assertEquals("java.net.ConnectException", failure);
  }
}
