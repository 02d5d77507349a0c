package io.dbkeepalive.telemetry.log;

import java.util.Locale;

/**
 * Masks passwords and tokens in JDBC URLs and in free text. It masks too much rather than too
 * little: where a value may go on, it is taken to. Text that is masked already stays as it is. Time
 * is linear in the length. Thread-safe, never throws.
 */
public final class Secrets {
  /** Stands where a secret stood. */
  public static final String MASK = "***";

  /**
   * What a key that names a secret holds somewhere, in lower case: {@code trustStorePassword}
   * (Connector/J), {@code sslpassword} (pgjdbc), {@code keyStoreSecret} (SQL Server), and so on.
   */
  private static final String[] MARKS = {
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "credential",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "access-key",
    "privatekey",
    "private_key",
    "private-key"
  };

  private Secrets() {}

  /**
   * The text with each secret replaced by {@link #MASK}: values of telling keys ({@code
   * password=…}, {@code "token": "…"}, {@code password={a;b}}), what stands before the {@code @} of
   * an address ({@code //user:password@host}), and Oracle's {@code thin:user/password@host}.
   *
   * @param text may be null
   * @return null for null
   */
  public static String mask(String text) {
    return text == null ? null : CredentialScanner.mask(ValueScanner.mask(text));
  }

  /** Whether the value of this key is a secret, whatever it looks like; null is no key. */
  public static boolean isSecretKey(String key) {
    if (key == null) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    for (String mark : MARKS) {
      if (lower.contains(mark)) {
        return true;
      }
    }
    return lower.endsWith("pass");
  }
}
