package io.dbkeepalive.telemetry.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Turns events into lines, and leaves out repeats. Thread-safe, without a lock of its own around
 * formatting or writing.
 */
final class LogSink {
  private final Target target;
  private final boolean everything;
  private final LongSupplier nanos;
  private final RepeatFilter repeats = new RepeatFilter();

  /** Events that could not be written and that no line has told of. */
  private final AtomicInteger lost = new AtomicInteger();

  /**
   * @param everything whether repeats and stack traces are written too, for who asked for debug
   * @param nanos the time that repeats are measured by
   */
  LogSink(Target target, boolean everything, LongSupplier nanos) {
    this.target = target;
    this.everything = everything;
    this.nanos = nanos;
  }

  /**
   * Writes one event, unless it is a repeat.
   *
   * @param error may be null
   */
  void write(Level level, String event, List<KeyValuePair> fields, Throwable error) {
    int unsaid = 0;
    try {
      // asked first, for most of what a repeat costs is to mask it
      int repeated =
          isFiltered(level) ? repeats.admit(identity(event, fields), nanos.getAsLong()) : 0;
      if (repeated == RepeatFilter.COUNTED) {
        return;
      }
      LogLine line = new LogLine(level, event);
      for (KeyValuePair field : fields) {
        line.add(field.key, field.value);
      }
      if (error != null) {
        line.add("error", ErrorText.summary(error), ErrorText.LONGEST_SUMMARY);
      }
      if (repeated > 0) {
        line.add("repeated", repeated);
      }
      if (error != null && everything) {
        line.add("stack", ErrorText.stack(error), ErrorText.LONGEST_STACK);
      }
      unsaid = lost.getAndSet(0);
      if (unsaid > 0) {
        line.add("lost", unsaid);
      }
      target.write(level, line);
    } catch (Throwable e) {
      // the caller is the application's thread: a full disk or a broken toString is not its concern
      lost.addAndGet(unsaid + 1);
    }
  }

  /**
   * What makes two events the same but for their time: the database where one is named, and the
   * option or the alert, where it is about one.
   */
  private static String identity(String event, List<KeyValuePair> fields) {
    Object database = null;
    Object about = null;
    for (KeyValuePair field : fields) {
      if (field.key.equals("database")) {
        database = field.value;
      } else if (field.key.equals("option") || field.key.equals("alert")) {
        about = field.value;
      }
    }
    String subject = about == null ? event : event + ' ' + about;
    return subject + ' ' + (database == null ? fields : database);
  }

  /** What a person asked to see at INFO and below is shown each time. */
  private boolean isFiltered(Level level) {
    if (everything) {
      return false;
    }
    return level.toInt() >= Level.WARN.toInt();
  }
}
