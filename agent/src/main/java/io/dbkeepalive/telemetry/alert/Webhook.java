package io.dbkeepalive.telemetry.alert;

import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.events.Event;
import io.dbkeepalive.telemetry.events.EventType;
import io.dbkeepalive.telemetry.json.Json;
import io.dbkeepalive.telemetry.log.EventText;
import io.dbkeepalive.telemetry.rounds.Rounds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Posts alerts to an address of other people's, as JSON, on a thread of its own. Its address is a
 * secret: whoever knows it can post there too. Thread-safe; never waits.
 */
public final class Webhook implements Consumer<Event> {
  static final int MOST_WAITING = 100;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 10_000;

  /** For the whole: who answers a byte at a time keeps within the others for ever. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final URI address;
  private final String version;
  private final ThreadPoolExecutor sender;

  /** Null while nothing is being sent. Written by the sender. */
  private volatile Post underWay;

  public Webhook(URI address, String version) {
    this.address = address;
    this.version = version;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> Rounds.daemon(work, "dbkeepalive-webhook"));
    sender.allowCoreThreadTimeOut(true);
  }

  @Override
  public void accept(Event event) {
    if (event.type() != EventType.ALERT && event.type() != EventType.ALERT_OVER) {
      return;
    }
    byte[] body = body(event, Instant.now()).getBytes(StandardCharsets.UTF_8);
    try {
      sender.execute(() -> send(body));
    } catch (RejectedExecutionException full) {
      AdminEvents.webhookFailed(MOST_WAITING + " alerts wait to be sent; this one is not");
    }
  }

  /**
   * Ends what takes too long; to be called now and then.
   *
   * @param now by {@code System.nanoTime}
   */
  public void look(long now) {
    Post post = underWay;
    if (post != null && !post.isOverdue && now - post.since > MOST_NANOS) {
      post.isOverdue = true;
      // on a thread of its own: to close what TLS has on a socket may wait
      Rounds.daemon(post.http::disconnect, "dbkeepalive-webhook-end").start();
    }
  }

  /** {@code text} is what chats show; all else is for programs. */
  private String body(Event event, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", "[dbkeepalive] " + event.type() + " " + EventText.of(event));
    body.put("state", event.type() == EventType.ALERT ? "raised" : "over");
    body.put("alert", event.text("alert"));
    body.put("database", event.database());
    body.put("reason", event.text("reason"));
    body.put("time", now.truncatedTo(ChronoUnit.MILLIS));
    body.put("version", version);
    return Json.of(body);
  }

  private void send(byte[] body) {
    try {
      int status = post(body);
      if (status / 100 != 2) {
        AdminEvents.webhookFailed("it was answered with status " + status);
      }
    } catch (IOException | RuntimeException e) {
      // not the message, which may name the address
      AdminEvents.webhookFailed(e.getClass().getName());
    }
  }

  private int post(byte[] body) throws IOException {
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    Post post = new Post(http);
    underWay = post;
    try {
      http.setConnectTimeout(CONNECT_MILLIS);
      http.setReadTimeout(READ_MILLIS);
      http.setInstanceFollowRedirects(false);
      http.setUseCaches(false);
      http.setRequestMethod("POST");
      http.setRequestProperty("Content-Type", "application/json; charset=utf-8");
      http.setDoOutput(true);
      http.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = http.getOutputStream()) {
        out.write(body);
      }
      int status = http.getResponseCode();
      if (post.isOverdue) { // a head that was cut off may count as one
        throw new SocketTimeoutException();
      }
      return status;
    } catch (IOException e) {
      throw post.isOverdue ? new SocketTimeoutException() : e;
    } finally {
      underWay = null;
      http.disconnect();
    }
  }

  /** One that is being sent. */
  private static final class Post {
    final HttpURLConnection http;
    final long since = System.nanoTime();

    /** Written by whoever looks. */
    volatile boolean isOverdue;

    Post(HttpURLConnection http) {
      this.http = http;
    }
  }
}
