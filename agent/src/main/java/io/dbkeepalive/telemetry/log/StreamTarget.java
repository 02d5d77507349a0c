package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.config.LogFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;

/**
 * A stream or file. Writes each line with one call, so that lines of several threads or processes
 * do not mix. Thread-safe.
 */
final class StreamTarget implements Target {
  private final OutputStream stream;
  private final LogFormat format;
  private final LongSupplier epochMillis;

  /**
   * @param epochMillis the time of day that lines show
   */
  StreamTarget(OutputStream stream, LogFormat format, LongSupplier epochMillis) {
    this.stream = stream;
    this.format = format;
    this.epochMillis = epochMillis;
  }

  @Override
  public void write(Level level, LogLine line) throws IOException {
    String text = line.render(format, epochMillis.getAsLong());
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }
}
