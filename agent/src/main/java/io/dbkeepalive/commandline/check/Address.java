package io.dbkeepalive.commandline.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a JDBC URL with one host leads to. Immutable. */
final class Address {
  private static final Pattern ONE_HOST =
      Pattern.compile(
          "jdbc:([a-z0-9]+)(?::[a-z0-9+-]+)*://(\\[[^\\]]+\\]|[^/:?;,@(\\[\\]]+)(?::(\\d{1,5}))?(?:[/?;].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  final String host;
  final int port;

  private Address(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Null where the URL has several, or another form. */
  static Address of(String url) {
    Matcher matcher = ONE_HOST.matcher(url);
    if (!matcher.matches()) {
      return null;
    }
    String port = matcher.group(3);
    int number =
        port == null
            ? defaultPort(matcher.group(1).toLowerCase(java.util.Locale.ROOT))
            : Integer.parseInt(port);
    String host = matcher.group(2);
    boolean isBracketed = host.startsWith("[");
    return number <= 0 || number > 65_535
        ? null
        : new Address(isBracketed ? host.substring(1, host.length() - 1) : host, number);
  }

  /** As each driver's reference says. */
  private static int defaultPort(String scheme) {
    switch (scheme) {
      case "mysql":
      case "mariadb":
        return 3306;
      case "postgresql":
        return 5432;
      case "sqlserver":
        return 1433;
      case "h2":
        return 9092;
      default:
        return 0;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
