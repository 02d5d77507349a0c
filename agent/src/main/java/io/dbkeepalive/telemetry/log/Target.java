package io.dbkeepalive.telemetry.log;

import java.io.IOException;
import org.slf4j.event.Level;

/** Where lines of the log go. Thread-safe. */
interface Target {
  /**
   * Writes one line, as a whole.
   *
   * @throws IOException if it is lost
   */
  void write(Level level, LogLine line) throws IOException;
}
