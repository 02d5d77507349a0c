package io.dbkeepalive.telemetry.http;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may ask for what. Immutable. */
final class Access {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}\\]|[a-z0-9._-]{1,253})(:\\d{1,5})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");
  private static final String BEARER = "Bearer ";

  /** Null without one. */
  private final byte[] tokenDigest;

  private final boolean loopback;
  private final String ownHost;

  /**
   * @param token null without one
   * @param loopback whether only this machine reaches the endpoint
   * @param ownHost as the options name it
   */
  Access(String token, boolean loopback, String ownHost) {
    this.tokenDigest = token == null ? null : Sha256.of(token);
    this.loopback = loopback;
    this.ownHost = ownHost.toLowerCase(Locale.ROOT);
  }

  boolean hasToken() {
    return tokenDigest != null;
  }

  /** Whether what is read there is for anybody. */
  boolean isLoopback() {
    return loopback;
  }

  /**
   * Whether the token is the right one; takes as long for a wrong one.
   *
   * @param authorization the header; may be null
   */
  boolean isAuthorized(String authorization) {
    return tokenDigest != null
        && authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(tokenDigest, Sha256.of(authorization.substring(BEARER.length())));
  }

  /**
   * Whether the client means us: a page in a browser on this machine may not reach a loopback
   * address under a name of its own (DNS rebinding).
   *
   * @param host the header; null of what is no browser, such as a load balancer's plain check
   */
  boolean isOurName(String host) {
    if (!loopback || host == null) {
      return true;
    }
    Matcher name = HOST.matcher(host.toLowerCase(Locale.ROOT));
    return name.matches()
        && (LOOPBACK.matcher(name.group(1)).matches() || name.group(1).equals(ownHost));
  }

  /**
   * Whether a page that asks is one of ours, which a proxy may serve by HTTPS.
   *
   * @param origin the header; null of what is no page
   * @param host the header
   */
  static boolean isOurPage(String origin, String host) {
    return origin == null
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }
}
