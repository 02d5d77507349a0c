package io.dbkeepalive.telemetry.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.dbkeepalive.telemetry.events.AdminEvents;
import io.dbkeepalive.telemetry.events.AgentEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets requests pass, or refuses them; bodies are not read. Thread-safe. */
final class Requests implements HttpHandler {
  /** No request needs one; what is larger is not even drained. */
  private static final long LARGEST_BODY = 1_024;

  private static final Pattern DATABASE = Pattern.compile("database=([^&]{1,600})");

  private final Access access;
  private final Routes routes;
  private final Workers workers;

  Requests(Access access, Routes routes, Workers workers) {
    this.access = access;
    this.routes = routes;
    this.workers = workers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    workers.working();
    try {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException | LinkageError defect) {
        AgentEvents.failed("the HTTP endpoint", defect);
        answer = Answer.text(500, "a defect of the agent; it stands in its log");
      }
      workers.writing();
      send(exchange, answer);
    } finally {
      exchange.close();
    }
  }

  private Answer answer(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    if (!access.isOurName(host)) {
      return refused(exchange, 403, "a Host header of another name");
    }
    if (!Access.isOurPage(headers.getFirst("Origin"), host)) {
      return refused(exchange, 403, "a page of another origin");
    }
    if (isLarge(headers)) {
      return refused(exchange, 413, "a body larger than " + LARGEST_BODY + " bytes");
    }
    String path = exchange.getRequestURI().getPath();
    boolean authorized = access.isAuthorized(headers.getFirst("Authorization"));
    if (path != null && Routes.isAction(path)) {
      return action(exchange, path, authorized);
    }
    boolean trusted = authorized || access.isLoopback();
    if (!trusted && !Routes.isForAnybody(String.valueOf(path))) {
      return unauthorized(exchange);
    }
    Answer found = path == null ? null : routes.read(path, trusted);
    if (found == null) {
      return Answer.text(
          404, "nothing here; try /, /health, /health/db, /health/detailed, /metrics");
    }
    return isRead(exchange.getRequestMethod()) ? found : notAllowed(exchange, "GET, HEAD");
  }

  private Answer action(HttpExchange exchange, String path, boolean authorized) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return notAllowed(exchange, "POST");
    }
    if (!access.hasToken()) {
      return Answer.text(403, "set admin-token to allow this");
    }
    if (!authorized) {
      return unauthorized(exchange);
    }
    String query = exchange.getRequestURI().getQuery();
    Matcher database = DATABASE.matcher(query == null ? "" : query);
    return routes.act(path, database.matches() ? database.group(1) : null);
  }

  private static Answer unauthorized(HttpExchange exchange) {
    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    boolean wrong = exchange.getRequestHeaders().containsKey("Authorization");
    return wrong
        ? refused(exchange, 401, "a wrong token")
        : Answer.text(401, "needs admin-token, as Authorization: Bearer");
  }

  private static Answer notAllowed(HttpExchange exchange, String methods) {
    exchange.getResponseHeaders().set("Allow", methods);
    return Answer.text(405, "only " + methods);
  }

  private static Answer refused(HttpExchange exchange, int status, String reason) {
    AdminEvents.refused(exchange.getRemoteAddress().getAddress().getHostAddress(), reason);
    return Answer.text(status, "refused: " + reason);
  }

  private static boolean isLarge(Headers headers) {
    String length = headers.getFirst("Content-Length");
    try {
      return length != null && Long.parseLong(length) > LARGEST_BODY
          || headers.containsKey("Transfer-Encoding");
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static boolean isRead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", answer.policy);
    headers.set("Referrer-Policy", "no-referrer");
    // nothing else that the client sends is read, no connection stays open for nothing, and the
    // end of the answer does not wait for the client's system to acknowledge the beginning
    headers.set("Connection", "close");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(answer.body.length));
      exchange.sendResponseHeaders(answer.status, -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status, answer.body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body);
    }
  }
}
