package io.dbkeepalive.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the agent of this JVM has logged since a moment. The build lets it log into a file, which
 * the system property {@code agent.log} names, at debug, where repeats are written too; all else
 * that it does is as by default. Immutable.
 */
public final class AgentLog {
  private static final Path FILE = Path.of(System.getProperty("agent.log"));

  private final int start;

  private AgentLog(int start) {
    this.start = start;
  }

  public static AgentLog fromNow() {
    return new AgentLog(text().length());
  }

  /** The lines with a text in them, such as the name of an event, since {@link #fromNow}. */
  public List<String> lines(String text) {
    return text().substring(start).lines().filter(line -> line.contains(text)).toList();
  }

  private static String text() {
    try {
      // without the agent there is no file
      return Files.exists(FILE) ? Files.readString(FILE, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
