package io.dbkeepalive.telemetry.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.Options;
import io.dbkeepalive.config.OptionsParser;
import io.dbkeepalive.telemetry.state.ConnectionState.At;
import io.dbkeepalive.telemetry.state.Databases;
import io.dbkeepalive.telemetry.state.FakeControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Properties;

/** An endpoint with one database behind it, and a client that sends whatever it is told to. */
final class AdminFixture implements AutoCloseable {
  static final String TOKEN = "planted-token-0123456789";
  static final String DATABASE = "mysql://db1:3306/shop";

  final FakeControl control = new FakeControl();
  volatile boolean down;

  private final AdminServer server;

  AdminFixture(String options) {
    Databases databases =
        new Databases(
            of ->
                of.apply(DATABASE).connections(down ? At.LOST : At.IDLE, 2).diedAgo(down ? 1 : 2));
    server = AdminServer.start(options(options), FakeControl.model(databases, control));
  }

  static Options options(String options) {
    return OptionsParser.parse(options, new Properties(), Map.of(), ConfigFile.ON_DISK).options();
  }

  int port() {
    return server.port();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** The whole answer, from a connection of its own; empty if it was closed without one. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  String get(String path, String... headers) throws IOException {
    return ask("GET", path, headers);
  }

  String ask(String method, String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean namesHost = false;
    for (String header : headers) {
      request.append(header).append("\r\n");
      namesHost |= header.startsWith("Host:");
    }
    if (!namesHost) {
      request.append("Host: localhost:").append(port()).append("\r\n");
    }
    return raw(request.append("Connection: close\r\n\r\n").toString());
  }

  static int status(String answer) {
    return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ")[1]);
  }

  @Override
  public void close() {
    server.stop();
  }
}
