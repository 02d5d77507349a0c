package io.dbkeepalive.tests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dbkeepalive.tests.support.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window, with one page, steered by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern LISTENS = Pattern.compile("listening on ws://([^/]+)/");
  private static final Pattern SOCKET = Pattern.compile("\"webSocketDebuggerUrl\": \"([^\"]+)\"");
  private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]+)\"");

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();

  /** What it has said, answers and events. */
  private final List<String> said = new CopyOnWriteArrayList<>();

  /** Empty where it is not installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(each -> Stream.of(Path.of(each, "chromium"), Path.of(each, "google-chrome")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param directory for its own files, empty
   */
  Browser(Path program, Path directory) throws IOException {
    Path log = directory.resolve("browser.log");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox", // it refuses to be root with one
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Matcher[] found = new Matcher[1];
    Await.until(
        () -> "the browser to listen: " + textOf(log),
        TIMEOUT,
        () -> {
          found[0] = LISTENS.matcher(textOf(log));
          return found[0].find();
        });
    socket = connect(newPage(found[0].group(1)));
    for (String domain : List.of("Runtime", "Log", "Page", "Network")) {
      send(domain + ".enable", "");
    }
  }

  private static String textOf(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  private String newPage(String authority) throws IOException {
    URI uri = URI.create("http://" + authority + "/json/new?about:blank");
    HttpRequest request =
        HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.noBody()).build();
    try {
      String answer = client.send(request, BodyHandlers.ofString(UTF_8)).body();
      Matcher address = SOCKET.matcher(answer);
      if (!address.find()) {
        throw new IOException(answer);
      }
      return address.group(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private WebSocket connect(String address) {
    return client.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
  }

  /** Does not return before it was answered. */
  private String send(String method, String parameters) {
    int id = ids.incrementAndGet();
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}",
            true)
        .join();
    String start = "{\"id\":" + id + ",";
    Await.until(method, TIMEOUT, () -> said.stream().anyMatch(each -> each.startsWith(start)));
    return said.stream().filter(each -> each.startsWith(start)).findFirst().orElseThrow();
  }

  void open(String address) {
    send("Page.navigate", "\"url\":\"" + address + "\"");
  }

  /** Whether the script's expression is true in the page. */
  boolean is(String expression) {
    String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"");
    return send("Runtime.evaluate", "\"expression\":\"!!(" + quoted + ")\"")
        .contains("\"value\":true");
  }

  void await(String expression) {
    Await.until(() -> expression + "\nin " + text(), TIMEOUT, () -> is(expression));
  }

  /** What can be read on the page, as the protocol quotes it. */
  String text() {
    return send("Runtime.evaluate", "\"expression\":\"document.body.innerText\"");
  }

  void type(String text) {
    send("Input.insertText", "\"text\":\"" + text + "\"");
  }

  /**
   * @param key {@code Tab} or {@code Enter}
   */
  void press(String key) {
    int code = key.equals("Tab") ? 9 : 13;
    String common =
        "\"key\":\"" + key + "\",\"code\":\"" + key + "\",\"windowsVirtualKeyCode\":" + code;
    String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
    send("Input.dispatchKeyEvent", "\"type\":\"keyDown\"," + common + text);
    send("Input.dispatchKeyEvent", "\"type\":\"keyUp\"," + common);
  }

  /**
   * @param scheme {@code light} or {@code dark}
   */
  void look(int width, int height, String scheme) {
    boolean phone = width < 600;
    send(
        "Emulation.setDeviceMetricsOverride",
        ("\"width\":" + width + ",\"height\":" + height)
            + (",\"deviceScaleFactor\":1,\"mobile\":" + phone));
    send(
        "Emulation.setEmulatedMedia",
        "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]");
  }

  /** Of the whole page, as PNG. */
  byte[] picture() {
    Matcher data =
        DATA.matcher(
            send("Page.captureScreenshot", "\"format\":\"png\",\"captureBeyondViewport\":true"));
    if (!data.find()) {
      throw new AssertionError("no picture");
    }
    return Base64.getDecoder().decode(data.group(1));
  }

  /** What the page should not have made it say: exceptions, and what the policy has refused. */
  List<String> complaints() {
    return said.stream()
        .filter(
            each ->
                each.contains("\"Runtime.exceptionThrown\"")
                    || each.contains("Content Security Policy"))
        .toList();
  }

  /** The addresses that it has asked. */
  List<String> requests() {
    Pattern url =
        Pattern.compile("\"method\":\"Network.requestWillBeSent\".*?\"url\":\"([^\"]+)\"");
    return said.stream()
        .map(url::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> helpers = process.descendants().toList(); // they write on in its profile
    process.destroy();
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      for (ProcessHandle helper : helpers) {
        helper.destroyForcibly();
      }
      for (ProcessHandle helper : helpers) {
        helper.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the browser's processes do not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Puts the parts of messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        said.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
