package io.dbkeepalive.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dbkeepalive.config.ConfigFile;
import io.dbkeepalive.config.OptionsParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** For tests: what the agent logs, from {@link #start} to {@link #close}. */
public final class LogCapture implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * @param level the least that is written, as in the option {@code log-level}
   */
  public void start(String level) {
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(bytes, true, UTF_8));
    try {
      configure("log-level=" + level);
    } finally {
      System.setErr(stderr); // the log keeps the stream that it has found
    }
  }

  public String text() {
    return bytes.toString(UTF_8);
  }

  /** All lines with this event. */
  public List<String> lines(String event) {
    return text().lines().filter(line -> line.contains("] " + event)).toList();
  }

  /** The one line with this event. */
  public String only(String event) {
    List<String> lines = lines(event);
    assertEquals(1, lines.size(), () -> event + " in " + text());
    return lines.get(0);
  }

  @Override
  public void close() {
    configure("log-level=warn");
  }

  private static void configure(String options) {
    LogOutput.configure(
        OptionsParser.parse(options, new Properties(), Map.of(), ConfigFile.ON_DISK).options());
  }
}
