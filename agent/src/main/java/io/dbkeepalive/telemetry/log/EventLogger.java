package io.dbkeepalive.telemetry.log;

import java.util.Collections;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * Takes events from SLF4J: the message is the event's name, the key-value pairs are its fields.
 * Loggers differ by nothing but their name, which is not written. Thread-safe; never throws.
 */
final class EventLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  EventLogger(String name) {
    this.name = name;
  }

  /** The fluent API has asked for the level before it made the event. */
  @Override
  public void log(LoggingEvent event) {
    List<KeyValuePair> fields = event.getKeyValuePairs();
    LogOutput.write(
        event.getLevel(),
        format(event.getMessage(), event.getArgumentArray()),
        fields == null ? Collections.emptyList() : fields,
        event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
    LogOutput.write(level, format(message, arguments), Collections.emptyList(), throwable);
  }

  /** SLF4J's formatter survives arguments whose {@code toString} throws. */
  private static String format(String message, Object[] arguments) {
    return arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
  }

  @Override
  public boolean isTraceEnabled() {
    return LogOutput.writes(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return LogOutput.writes(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return LogOutput.writes(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return LogOutput.writes(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return LogOutput.writes(Level.ERROR);
  }

  /** Callers are not written, so SLF4J needs not look for them. */
  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }
}
