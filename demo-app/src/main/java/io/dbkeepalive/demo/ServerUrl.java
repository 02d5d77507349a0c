package io.dbkeepalive.demo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC URL of one MySQL or MariaDB server, in the parts that the demo changes.
 *
 * @param host name or address, an IPv6 address in brackets
 * @param port 1 to 65535
 * @param database never empty
 * @param query the properties behind the question mark, without it; may be empty
 */
record ServerUrl(String host, int port, String database, String query) {
  private static final String FORM = "jdbc:mysql://HOST[:PORT]/DATABASE[?PROPERTIES]";
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:mysql://(\\[[0-9a-fA-F:.]+]|[^/?:,@()\\[]+)(?::(\\d+))?/([^?]+)(?:\\?(.*))?");

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException if it is not of one server, or holds what the demo cannot obey
   */
  static ServerUrl parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      // the text is not repeated: there may be a password in it
      throw new IllegalArgumentException("--url must look like " + FORM + ", one host, no user");
    }
    String query = url.group(4) == null ? "" : url.group(4);
    String lower = "&" + query.toLowerCase(Locale.ROOT);
    if (lower.contains("&user=") || lower.contains("&password")) {
      throw new IllegalArgumentException(
          "--url holds a user or password; give them by --user and DBKEEPALIVE_DEMO_PASSWORD");
    }
    if (lower.contains("=verify_identity")) {
      throw new IllegalArgumentException(
          "--url asks for sslMode=VERIFY_IDENTITY, but the shop connects through a proxy on this"
              + " machine, whose name is another; use sslMode=VERIFY_CA for the demo");
    }
    return new ServerUrl(url.group(1), port(url.group(2)), url.group(3), query);
  }

  /** The same database by another way. */
  ServerUrl at(String otherHost, int otherPort) {
    return new ServerUrl(otherHost, otherPort, database, query);
  }

  /** The same URL with a variable that the driver sets in each new session. */
  ServerUrl withSessionVariable(String assignment) {
    String key = "sessionVariables=";
    int found = ("&" + query).indexOf("&" + key);
    String changed;
    if (found < 0) {
      changed = query.isEmpty() ? key + assignment : query + "&" + key + assignment;
    } else {
      int start = found + key.length();
      changed = query.substring(0, start) + assignment + "," + query.substring(start);
    }
    return new ServerUrl(host, port, database, changed);
  }

  /** What a driver takes. */
  String jdbc() {
    return "jdbc:mysql://" + address() + "/" + database + (query.isEmpty() ? "" : "?" + query);
  }

  String address() {
    return host + ":" + port;
  }

  private static int port(String text) {
    if (text == null) {
      return 3306;
    }
    int port = text.length() > 5 ? 0 : Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "--url has the port " + text + "; it must be 1 to 65535, the default is 3306");
    }
    return port;
  }
}
