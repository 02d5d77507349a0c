package io.dbkeepalive.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where to listen, and where to post to. Stateless. */
final class Addresses {
  private static final Pattern ADDRESS =
      Pattern.compile("([\\w.-]{1,253}|\\[[0-9A-Fa-f:.%\\w]{2,60}\\]):(\\d{1,5})");

  private Addresses() {}

  /**
   * Asks no name server.
   *
   * @throws IllegalArgumentException for what is none
   */
  static InetSocketAddress parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException("not a host with a port");
    }
    int port = Integer.parseInt(address.group(2));
    if (port > 65_535) {
      throw new IllegalArgumentException("no such port");
    }
    String host = address.group(1);
    boolean bracketed = host.startsWith("[");
    return InetSocketAddress.createUnresolved(
        bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  /**
   * @throws IllegalArgumentException for what is none; says nothing of what stands in it
   */
  static URI parseWeb(String text) {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL"); // its message would hold the text
    }
    boolean isWeb =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    if (!isWeb || address.getHost() == null) {
      throw new IllegalArgumentException("not an address in the web");
    }
    return address;
  }
}
