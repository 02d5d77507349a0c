package io.dbkeepalive.telemetry;

import io.dbkeepalive.telemetry.log.Secrets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short names of databases, for log lines and labels: {@code mysql://db1:3306/shop}. Thread-safe.
 */
public final class DatabaseName {
  private static final int LONGEST = 128;
  private static final int LONGEST_URL = 4_096;
  private static final String REST = "…";
  private static final String UNKNOWN = "unknown";

  /** Sub-protocols, as in {@code mysql:loadbalance} or {@code h2:tcp}. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][\\w+.-]*+(?::[A-Za-z][\\w+.-]*+)*+");

  /** Hosts with ports, several apart by commas, IPv6 in brackets, SQL Server's instances. */
  private static final Pattern HOSTS = Pattern.compile("[\\w.:,\\[\\]%~\\\\-]*+");

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.:$~/%+-]*+");

  /** SQL Server names the database in a parameter. */
  private static final Pattern DATABASE_PARAMETER =
      Pattern.compile(";\\s*+database(?:Name)?\\s*+=\\s*+([^;]++)", Pattern.CASE_INSENSITIVE);

  /** Databases that live in this JVM or in a file, and have no host. */
  private static final Pattern LOCAL = Pattern.compile("(?:h2|hsqldb|derby|sqlite):[^;?]++");

  /** A URL and its name, of which a pool asks for each of its connections. */
  private static volatile String[] last = {null, UNKNOWN};

  private DatabaseName() {}

  /**
   * Scheme, hosts and name of the database, as far as the URL's form is known; never a user, a
   * parameter or a secret. Never throws.
   *
   * @param jdbcUrl may be null
   * @return at most 128 characters; {@code unknown} for null and for what is no JDBC URL
   */
  public static String of(String jdbcUrl) {
    String[] known = last;
    if (jdbcUrl != null && jdbcUrl.equals(known[0])) {
      return known[1];
    }
    String name = find(jdbcUrl);
    last = new String[] {jdbcUrl, name};
    return name;
  }

  private static String find(String jdbcUrl) {
    if (jdbcUrl == null || !jdbcUrl.regionMatches(true, 0, "jdbc:", 0, 5)) {
      return UNKNOWN;
    }
    // masked before it is cut: of half a password nothing tells that it is one
    String url = Secrets.mask(jdbcUrl).substring(5);
    url = url.substring(0, Math.min(url.length(), LONGEST_URL));
    String name = name(url);
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + REST;
  }

  /** Whether the name tells its database from all others. */
  public static boolean isComplete(String name) {
    return name.indexOf(REST) < 0 && !name.equals(UNKNOWN);
  }

  private static String name(String url) {
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.lookingAt()) {
      return REST;
    }
    String group = scheme.group();
    int colon = group.indexOf(':');
    String first = (colon < 0 ? group : group.substring(0, colon)).toLowerCase(Locale.ROOT);
    if (!url.startsWith(":", first.length())) {
      return REST;
    }
    if (first.equals("oracle")) {
      return oracle(url);
    }
    if (url.startsWith("://", scheme.end())) {
      return withHosts(url, group, scheme.end() + 3);
    }
    if (LOCAL.matcher(url).lookingAt()) {
      String local = beforeParameters(url);
      return NAME.matcher(local).matches() ? local : first + ":" + REST;
    }
    return first + ":" + REST;
  }

  private static String withHosts(String url, String scheme, int start) {
    String address = beforeParameters(url.substring(start));
    address = address.substring(address.lastIndexOf('@') + 1);
    int slash = address.indexOf('/');
    String hosts = slash < 0 ? address : address.substring(0, slash);
    if (!HOSTS.matcher(hosts).matches()) {
      // the keyed form of Connector/J and MariaDB: address=(host=…)(port=…)
      hosts = REST;
      slash = address.lastIndexOf('/');
    }
    String path = slash < 0 ? "" : address.substring(slash);
    Matcher parameter = DATABASE_PARAMETER.matcher(url);
    if (path.isEmpty() && parameter.find(start)) {
      path = "/" + parameter.group(1).trim();
    }
    return scheme + "://" + hosts + (NAME.matcher(path).matches() ? path : "/" + REST);
  }

  /** {@code oracle:thin:@//host:1521/service} and its older forms, without the driver's kind. */
  private static String oracle(String url) {
    String address = beforeParameters(url.substring(url.lastIndexOf('@') + 1));
    String plain = address.startsWith("//") ? address.substring(2) : address;
    boolean isPlain = url.indexOf('@') >= 0 && NAME.matcher(plain).matches();
    return "oracle:" + (isPlain ? "//" + plain : REST);
  }

  /** DB2 writes its parameters behind a colon. */
  private static String beforeParameters(String address) {
    int end = 0;
    while (end < address.length() && "?;#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    String before = address.substring(0, end);
    int slash = before.indexOf('/');
    int colon = slash < 0 ? -1 : before.indexOf(':', slash);
    return colon >= 0 && before.indexOf('=', colon) >= 0 ? before.substring(0, colon) : before;
  }
}
