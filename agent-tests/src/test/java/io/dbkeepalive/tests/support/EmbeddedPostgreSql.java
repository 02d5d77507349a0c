package io.dbkeepalive.tests.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL whose binaries come as a Maven artifact. */
final class EmbeddedPostgreSql extends DatabaseServer {
  private final int port = Ports.free();
  private final Path data;
  private EmbeddedPostgres postgres;

  EmbeddedPostgreSql() throws IOException {
    super(Dialect.POSTGRESQL, JdbcDriver.PGJDBC);
    data = Files.createTempDirectory("dbkeepalive-postgresql");
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
    postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .start();
  }

  @Override
  void stopProcess() throws IOException {
    postgres.close();
  }

  @Override
  public void close() throws IOException {
    super.close();
    Directories.delete(data);
  }

  @Override
  String adminUser() {
    return "postgres";
  }

  @Override
  String adminPassword() {
    return "postgres";
  }

  @Override
  String adminUrl(String url) {
    return url.replace("/test?", "/postgres?");
  }

  @Override
  public String toString() {
    return "embedded PostgreSQL";
  }
}
