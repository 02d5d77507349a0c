package io.dbkeepalive.connection;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What changes in an opening when a password does: the URL, which may hold it, and the properties
 * that do. Immutable. Holds the password: has no toString.
 */
final class Login {
  /**
   * In lower case. Connector/J's reference, "Authentication": password and password1 to password3;
   * SQL Server's, "Setting the connection properties": accessToken; all others: password.
   */
  private static final List<String> NAMES =
      Arrays.asList("password", "password1", "password2", "password3", "accesstoken");

  /** Null where a data source has none. */
  final String url;

  private final Map<String, String> passwords;

  private Login(String url, Map<String, String> passwords) {
    this.url = url;
    this.passwords = passwords;
  }

  /**
   * @param info null is without
   */
  static Login of(String url, Properties info) {
    Map<String, String> passwords = new TreeMap<>();
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        if (isPassword(name)) {
          passwords.put(name, info.getProperty(name));
        }
      }
    }
    return new Login(url, passwords);
  }

  static Login of(String password) {
    return new Login(null, Collections.singletonMap("password", password));
  }

  /** Of a login that was made of a password alone. */
  String password() {
    return passwords.get("password");
  }

  /** Puts these passwords in place of those that are there. */
  void applyTo(Properties info) {
    info.keySet().removeIf(key -> key instanceof String && isPassword((String) key));
    info.putAll(passwords);
  }

  static boolean isPassword(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
