package io.dbkeepalive.connection;

import java.util.Locale;

/**
 * Where a JDBC URL names user and password. What is not understood stays as it is: two accounts
 * must not be taken for one, while one that is taken for two only misses a newer password.
 */
final class UrlLogin {
  private UrlLogin() {}

  /** The URL without the values of its passwords; all else in it tells accounts apart. */
  static String withoutPassword(String url) {
    StringBuilder rest = new StringBuilder(withoutUserInfoPassword(url));
    int start = parameters(rest.toString());
    String separator = separator(rest.toString());
    while (start > 0) {
      int end = rest.indexOf(separator, start);
      int equals = rest.indexOf("=", start);
      boolean isPair = equals > 0 && (end < 0 || equals < end);
      if (isPair && Login.isPassword(rest.substring(start, equals))) {
        rest.delete(equals + 1, end < 0 ? rest.length() : end);
      }
      start = rest.indexOf(separator, start) + 1;
    }
    return rest.toString();
  }

  /** Whether the URL itself says who logs in. */
  static boolean namesUser(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    String separator = separator(lower);
    int start = parameters(lower);
    return start > 0 && lower.startsWith("user=", start)
        || lower.contains(separator + "user=")
        || userInfoEnd(url) > 0;
  }

  /** {@code //user:password@host}. */
  private static String withoutUserInfoPassword(String url) {
    int at = userInfoEnd(url);
    int colon = at < 0 ? -1 : url.indexOf(':', url.indexOf("//"));
    return colon < 0 || colon > at ? url : url.substring(0, colon + 1) + url.substring(at);
  }

  /** Of the one {@code @} before the hosts; -1 if there is none, or more. */
  private static int userInfoEnd(String url) {
    int start = url.indexOf("//") + 2;
    int at = start < 2 ? -1 : url.indexOf('@', start);
    if (at < 0 || url.indexOf('@', at + 1) >= 0) {
      return -1;
    }
    for (int i = start; i < at; i++) {
      if ("/?;,()".indexOf(url.charAt(i)) >= 0) {
        return -1; // the user of one host among several, a part of a path, or of a password
      }
    }
    return at;
  }

  /** Where the first parameter begins, 0 if there is none. */
  private static int parameters(String url) {
    return url.indexOf(url.indexOf('?') < 0 ? ';' : '?') + 1;
  }

  private static String separator(String url) {
    return url.indexOf('?') < 0 ? ";" : "&";
  }
}
