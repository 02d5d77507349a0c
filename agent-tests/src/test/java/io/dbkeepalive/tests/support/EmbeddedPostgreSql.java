package io.dbkeepalive.tests.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

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
    letIn();
  }

  /** Clients from all of this machine's own addresses, as MariaDB does. */
  private void letIn() throws IOException {
    Files.writeString(
        data.resolve("pg_hba.conf"),
        System.lineSeparator() + "host all all 127.0.0.0/8 trust" + System.lineSeparator(),
        StandardOpenOption.APPEND);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("the embedded PostgreSQL did not read its new pg_hba.conf", e);
    }
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
