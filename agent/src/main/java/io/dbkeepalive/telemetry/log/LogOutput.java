package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.config.LogFormat;
import io.dbkeepalive.config.LogLevel;
import io.dbkeepalive.config.Options;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Where the agent's log goes. Until it is configured, events at WARN and ERROR go to the error
 * stream as text. Thread-safe; never throws.
 */
public final class LogOutput {
  private static volatile LogSink sink = sink(stream(System.err, LogFormat.TEXT), LogLevel.WARN);

  /** The least {@link Level#toInt()} that is written; apart from the sink, to be cheap to ask. */
  private static volatile int threshold = Level.WARN.toInt();

  /** Null unless the application's own SLF4J is the target. */
  private static volatile ApplicationTarget application;

  private LogOutput() {}

  /**
   * Puts the options into force; called once, when the agent starts. It keeps the JVM's streams as
   * they are then: the application may put its own in their place, which may log in turn. When the
   * file cannot be opened, one line says so on the error stream, which is used instead.
   */
  public static void configure(Options options) {
    Target target;
    Exception failure = null;
    try {
      target = open(options);
    } catch (IOException | SecurityException e) {
      failure = e;
      target = stream(System.err, options.logFormat());
    }
    sink = sink(target, options.logLevel());
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

  /**
   * A logger without SLF4J's {@code LoggerFactory}, which would give the same: to find who binds it
   * takes 19 ms at start, of the 25 that all else takes.
   */
  public static Logger logger(String name) {
    return new EventLogger(name);
  }

  static boolean writes(Level level) {
    return level.toInt() >= threshold;
  }

  static void write(Level level, String event, List<KeyValuePair> fields, Throwable error) {
    sink.write(level, event, fields, error);
  }

  /**
   * Somebody is about to load SLF4J, other than this agent.
   *
   * @param loader by which
   */
  public static void applicationHasSlf4j(ClassLoader loader) {
    ApplicationTarget target = application;
    if (target != null) {
      target.seen(loader);
    }
  }

  private static Target open(Options options) throws IOException {
    LogFormat format = options.logFormat();
    switch (options.log()) {
      case "stderr":
        return stream(System.err, format);
      case "stdout":
        return stream(System.out, format);
      case "application":
        ApplicationTarget target = new ApplicationTarget(stream(System.err, format));
        target.drainAtExit();
        application = target;
        return target;
      default:
        File file = new File(options.log());
        return stream(new RotatingFile(file, options.logSize(), options.logFiles()), format);
    }
  }

  private static Target stream(OutputStream stream, LogFormat format) {
    return new StreamTarget(stream, format, new WallClock());
  }

  private static LogSink sink(Target target, LogLevel level) {
    return new LogSink(target, level == LogLevel.DEBUG, new Ticks());
  }

  private static Level level(LogLevel level) {
    return Level.valueOf(level.name());
  }

  // named classes, for they are needed at start: see ConfigFile.OnDisk

  private static final class WallClock implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.currentTimeMillis();
    }
  }

  private static final class Ticks implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }
}
