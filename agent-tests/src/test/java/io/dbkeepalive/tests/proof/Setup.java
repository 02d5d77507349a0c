package io.dbkeepalive.tests.proof;

import io.dbkeepalive.tests.support.TcpProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Who talks to which server in which way. */
record Setup(
    Contestant contestant,
    Configuration configuration,
    boolean pooled,
    String host,
    int port,
    String user,
    String password) {

  /** The arguments by which {@link #parse} makes it again in another JVM. */
  String argument() {
    return String.join(
        ",", contestant.name(), configuration.name(), "" + pooled, host, "" + port, user, password);
  }

  static Setup parse(String argument) {
    String[] parts = argument.split(",", -1);
    return new Setup(
        Contestant.valueOf(parts[0]),
        Configuration.valueOf(parts[1]),
        Boolean.parseBoolean(parts[2]),
        parts[3],
        Integer.parseInt(parts[4]),
        parts[5],
        parts[6]);
  }

  Family family() {
    return configuration.family();
  }

  /** The URL of a workload's connections, through a proxy. */
  String url(TcpProxy proxy, Workload workload, boolean silence) {
    List<String> options = new ArrayList<>(configuration.options());
    options.addAll(workload.options(configuration.driver, family()));
    if (silence) {
      options.add(configuration.socketTimeout());
    }
    return contestant.url(
        configuration.driver.url(proxy.host(), proxy.port(), options.toArray(String[]::new)));
  }

  /** The URL of the server itself, of a connection that nobody looks after. */
  String directUrl() {
    return configuration.driver.url(host, port);
  }

  Properties login() {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    return login;
  }
}
