package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** H2's server in a JVM of its own, with its database in a file. */
final class H2OverTcp extends DatabaseServer {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final int port = Ports.free();
  private final Path data;
  private ChildJvm.Running server;

  H2OverTcp() throws IOException {
    super(Dialect.H2, JdbcDriver.H2);
    data = Files.createTempDirectory("dbkeepalive-h2");
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  void startProcess() throws IOException {
    server =
        new ChildJvm(JavaHomes.current())
            // else it wants to resolve the machine's name, which not every machine can
            .option("-Dh2.bindAddress=127.0.0.1")
            .classPath(ChildJvm.jarOf(org.h2.tools.Server.class))
            .main(
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                String.valueOf(port),
                "-ifNotExists",
                "-baseDir",
                data.toString())
            .start();
    server.awaitOutput("TCP server running", START_TIMEOUT);
  }

  @Override
  void stopProcess() {
    server.terminate();
    server.await(STOP_TIMEOUT);
  }

  @Override
  public void close() throws IOException {
    super.close();
    Directories.delete(data);
  }

  @Override
  String adminUser() {
    return "sa";
  }

  @Override
  String adminPassword() {
    return "";
  }

  @Override
  String adminUrl(String url) {
    return url;
  }

  @Override
  public String toString() {
    return "H2 over TCP";
  }
}
