package io.dbkeepalive.demo;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, which {@code demo-app/usage.txt} describes.
 *
 * @param server the user's own database, empty for an embedded one
 * @param login to the user's own database
 * @param seconds of trade before, between and after the disturbances, 1 to 20
 * @param plain progress as lines instead of one line that changes
 * @param agent the agent's jar
 * @param logs directory for the logs of the shop
 */
record Arguments(
    Optional<ServerUrl> server, Login login, int seconds, boolean plain, Path agent, Path logs) {

  private static final int MAX_SECONDS = 20;

  /**
   * Reads the command line.
   *
   * @param environment where user and password are looked for when no option gives them
   * @throws IllegalArgumentException naming the wrong option and what it takes
   */
  static Arguments parse(String[] line, Map<String, String> environment) {
    boolean plain = false;
    int seconds = 3;
    String user = null;
    String password = null;
    Optional<ServerUrl> server = Optional.empty();
    Path agent = Path.of("agent", "target", "dbkeepalive.jar");
    Path logs = Path.of("demo-app", "target");
    Iterator<String> words = Arrays.asList(line).iterator();
    while (words.hasNext()) {
      String option = words.next();
      switch (option) {
        case "--plain" -> plain = true;
        case "--seconds" -> seconds = seconds(value(option, words));
        case "--url" -> server = Optional.of(ServerUrl.parse(value(option, words)));
        case "--user" -> user = value(option, words);
        case "--password" -> password = value(option, words);
        case "--agent" -> agent = Path.of(value(option, words));
        case "--logs" -> logs = Path.of(value(option, words));
        default ->
            throw new IllegalArgumentException(
                "unknown option '" + option + "'; --help lists the known ones");
      }
    }
    if (server.isEmpty() && (user != null || password != null)) {
      throw new IllegalArgumentException("--user and --password need --url");
    }
    Login login =
        new Login(
            orElse(user, environment.get("DBKEEPALIVE_DEMO_USER")),
            orElse(password, environment.get("DBKEEPALIVE_DEMO_PASSWORD")));
    return new Arguments(server, login, seconds, plain, agent, logs);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value; --help describes it");
    }
    return words.next();
  }

  private static int seconds(String text) {
    if (!text.matches("\\d{1,2}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "--seconds is '" + text + "'; it must be a whole number from 1 to " + MAX_SECONDS);
    }
    return Integer.parseInt(text);
  }

  private static String orElse(String value, String other) {
    return value != null ? value : other != null ? other : "";
  }
}
