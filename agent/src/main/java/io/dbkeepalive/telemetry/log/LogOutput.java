package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.config.LogFormat;
import io.dbkeepalive.config.LogLevel;
import io.dbkeepalive.config.Options;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Where the agent's log goes. Until it is configured, events at WARN and ERROR go to the error
 * stream as text. Thread-safe; never throws.
 */
public final class LogOutput {
  private static volatile LogSink sink = sink(System.err, LogFormat.TEXT, LogLevel.WARN);

  /** The least {@link Level#toInt()} that is written; apart from the sink, to be cheap to ask. */
  private static volatile int threshold = Level.WARN.toInt();

  private LogOutput() {}

  /**
   * Puts the options into force; called once, when the agent starts. It keeps the JVM's streams as
   * they are then: the application may put its own in their place, which may log in turn. When the
   * file cannot be opened, one line says so on the error stream, which is used instead.
   */
  public static void configure(Options options) {
    OutputStream target;
    Exception failure = null;
    try {
      target = open(options.log());
    } catch (IOException | SecurityException e) {
      failure = e;
      target = System.err;
    }
    sink = sink(target, options.logFormat(), options.logLevel());
    threshold = level(options.logLevel()).toInt();
    if (failure != null) {
      List<KeyValuePair> fields =
          Arrays.asList(
              new KeyValuePair("log", options.log()),
              new KeyValuePair("reason", failure.getMessage()),
              new KeyValuePair("used", "stderr"));
      write(Level.ERROR, "log-file-unusable", fields, null);
    }
  }

  static boolean writes(Level level) {
    return level.toInt() >= threshold;
  }

  static void write(Level level, String event, List<KeyValuePair> fields, Throwable error) {
    sink.write(level, event, fields, error);
  }

  /**
   * A plain file stream, and no channel: a channel is closed for good when a thread that writes is
   * interrupted. Opened to append, the system adds each write at the end as a whole, also when
   * several JVMs share the file.
   */
  private static OutputStream open(String log) throws IOException {
    switch (log) {
      case "stderr":
        return System.err;
      case "stdout":
        return System.out;
      default:
        return new FileOutputStream(log, true);
    }
  }

  private static LogSink sink(OutputStream target, LogFormat format, LogLevel level) {
    boolean everything = level == LogLevel.DEBUG;
    return new LogSink(target, format, everything, System::currentTimeMillis, System::nanoTime);
  }

  private static Level level(LogLevel level) {
    return Level.valueOf(level.name());
  }
}
