package io.dbkeepalive.tests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dbkeepalive.tests.support.Skip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus, as Debian packages it, that scrapes one application. */
final class Prometheus implements AutoCloseable {
  private final Process server;
  private final String address;

  /**
   * Starts it.
   *
   * @param directory a new one, for its data
   * @param target {@code host:port}
   * @param rules files of rules
   */
  Prometheus(Path directory, String target, Path... rules) throws IOException {
    int port = freePort();
    List<String> configuration = new ArrayList<>();
    configuration.add("global: {scrape_interval: 1s, evaluation_interval: 1s}");
    configuration.add("rule_files: " + Stream.of(rules).map(each -> "'" + each + "'").toList());
    configuration.add("scrape_configs:");
    configuration.add("- job_name: agent");
    configuration.add("  static_configs: [{targets: ['" + target + "']}]");
    Path file = Files.write(directory.resolve("prometheus.yml"), configuration);
    address = "http://127.0.0.1:" + port + "/api/v1/";
    server =
        new ProcessBuilder(
                program("prometheus").toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
  }

  /** In the directory that PROMETHEUS_BIN names, or on the path; skips the test without it. */
  private static Path program(String name) {
    String path = System.getenv("PROMETHEUS_BIN") + ":" + System.getenv("PATH");
    Optional<Path> found =
        Stream.of(path.split(":"))
            .map(each -> Path.of(each, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      Skip.because(name + " is not installed; PROMETHEUS_BIN may name its directory");
    }
    return found.orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Its tool for checks.
   *
   * @return the exit status in front of what it says
   */
  static String promtool(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, program("promtool").toString());
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    tool.getOutputStream().write(input.getBytes(UTF_8));
    tool.getOutputStream().close();
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
    return tool.waitFor() + " " + said;
  }

  /** Empty while it does not answer, or refuses the query. */
  String query(String query) {
    return get("query?query=" + URLEncoder.encode(query, UTF_8));
  }

  /** The same of another part of its API. */
  String get(String path) {
    try {
      return new String(URI.create(address + path).toURL().openStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    server.destroy();
    try {
      assertTrue(server.waitFor(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
