package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

/** Encrypted connections to the servers of the tests, whose certificates nobody checks. */
public final class Tls {
  private static final String PASSWORD = "changeit";

  private Tls() {}

  /** The URL at an address, which may be that of a proxy, for TLS or failure. */
  public static String url(JdbcDriver driver, String host, int port, String... options) {
    return driver
        .url(host, port, options)
        .replace("sslMode=DISABLED", "sslMode=REQUIRED")
        .replace("sslMode=disable", "sslMode=trust")
        .replace("sslmode=disable", "sslmode=require");
  }

  /**
   * Gives PostgreSQL a certificate of its own and lets it take TLS; MySQL and MariaDB have made
   * theirs.
   */
  public static void enable(Pairing pairing) throws IOException {
    if (pairing.driver() != JdbcDriver.PGJDBC) {
      return;
    }
    Path store = Files.createTempDirectory("dbkeepalive-tls").resolve("key.p12");
    try {
      ChildJvm.Result made =
          new ChildJvm(JavaHomes.current())
              .tool("keytool")
              .main(
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "RSA",
                  "-dname",
                  "CN=localhost",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  store.toString())
              .run(Duration.ofSeconds(60));
      if (made.exitCode() != 0) {
        throw new IllegalStateException("no key for " + pairing.server() + ": " + made);
      }
      install(pairing.server(), store);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + store, e);
    } finally {
      Directories.delete(store.getParent());
    }
  }

  private static void install(DatabaseServer server, Path store)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Key key = keys.getKey("server", PASSWORD.toCharArray());
    server.asAdmin(
        write("server.key", pem("PRIVATE KEY", key.getEncoded())),
        write("server.crt", pem("CERTIFICATE", keys.getCertificate("server").getEncoded())),
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()");
  }

  /** Into the directory of the data, where PostgreSQL runs programs, and looks for its key. */
  private static String write(String file, String text) {
    return "COPY (SELECT unnest(string_to_array('"
        + text
        + "', E'\\n'))) TO PROGRAM 'umask 077; cat > "
        + file
        + "'";
  }

  private static String pem(String what, byte[] content) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----"
        .formatted(what, Base64.getMimeEncoder(64, lineEnd).encodeToString(content), what);
  }
}
