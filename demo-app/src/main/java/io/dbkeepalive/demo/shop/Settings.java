package io.dbkeepalive.demo.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * How the shop reaches its database. It reads this from its standard input, one value a line, since
 * a command line or an environment can be read by others.
 *
 * @param url JDBC URL, without user and password
 * @param user may be empty
 * @param password may be empty
 * @param prefix of the names of the shop's tables
 * @param reportSize rows that the slow report joins with all others; its duration is proportional
 */
public record Settings(String url, String user, String password, String prefix, int reportSize) {
  /** Writes what {@link #read} reads. */
  public List<String> lines() {
    return List.of(url, user, password, prefix, String.valueOf(reportSize));
  }

  static Settings read(BufferedReader in) throws IOException {
    return new Settings(
        in.readLine(),
        in.readLine(),
        in.readLine(),
        in.readLine(),
        Integer.parseInt(in.readLine()));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Settings[url=" + url + ", user=" + user + ", prefix=" + prefix + "]";
  }
}
