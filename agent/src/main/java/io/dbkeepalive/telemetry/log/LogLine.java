package io.dbkeepalive.telemetry.log;

import io.dbkeepalive.config.LogFormat;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * One event on its way to the log: its fields are masked and shortened as they are added. Used by
 * one thread.
 */
final class LogLine {
  static final int LONGEST_VALUE = 2_000;
  private static final int LONGEST_KEY = 64;
  private static final int UP_TO_MILLIS = "2012-11-25T12:00:00.000".length();

  private final Level level;
  private final String event;

  /** Numbers and switches as they are, all else as text. */
  private final Map<String, Object> fields = new LinkedHashMap<>();

  LogLine(Level level, String event) {
    this.level = level;
    this.event = shorten(Secrets.mask(String.valueOf(event)), LONGEST_VALUE);
  }

  /** Adds a field; the last one of a key counts. */
  void add(String key, Object value) {
    add(key, value, LONGEST_VALUE);
  }

  void add(String key, Object value, int longest) {
    String name = key(String.valueOf(key));
    if (Secrets.isSecretKey(name)) {
      fields.put(name, Secrets.MASK);
    } else if (value instanceof Boolean || isWhole(value)) {
      fields.put(name, value);
    } else {
      fields.put(name, shorten(Secrets.mask(text(value)), longest));
    }
  }

  /** Without time and level, for a log that has its own. */
  String asText() {
    return fields.isEmpty() ? event : event + ' ' + fieldsAsText();
  }

  String render(LogFormat format, long epochMillis) {
    String time = time(epochMillis);
    return format == LogFormat.JSON ? json(time) : text(time);
  }

  /** Without a {@code DateTimeFormatter}, which takes milliseconds to be made, at start. */
  private static String time(long epochMillis) {
    long seconds = Math.floorDiv(epochMillis, 1_000L);
    int nanos = (int) Math.floorMod(epochMillis, 1_000L) * 1_000_000;
    // one more, or it would leave out zeros at the end
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos + 1, ZoneOffset.UTC);
    return time.toString().substring(0, UP_TO_MILLIS) + 'Z';
  }

  private String text(String time) {
    StringBuilder line = new StringBuilder(160).append(time).append(' ').append(level);
    line.append(level.name().length() < 5 ? "  " : " ").append("[dbkeepalive] ");
    Escapes.appendBare(line, event);
    if (!fields.isEmpty()) {
      line.append(' ').append(fieldsAsText());
    }
    return line.append('\n').toString();
  }

  /** {@code key=value} pairs, apart by blanks. */
  String fieldsAsText() {
    StringBuilder text = new StringBuilder(120);
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      text.append(text.length() == 0 ? "" : " ").append(field.getKey()).append('=');
      String value = field.getValue().toString();
      if (Escapes.isPlain(value)) {
        text.append(value);
      } else {
        Escapes.appendQuoted(text, value);
      }
    }
    return text.toString();
  }

  private String json(String time) {
    StringBuilder line = new StringBuilder(200).append("{\"time\":\"").append(time);
    line.append("\",\"level\":\"").append(level).append("\",\"logger\":\"dbkeepalive\",\"event\":");
    Escapes.appendQuoted(line, event);
    fields.forEach(
        (key, value) -> {
          line.append(",\"").append(key).append("\":");
          if (value instanceof String) {
            Escapes.appendQuoted(line, (String) value);
          } else {
            line.append(value);
          }
        });
    return line.append("}\n").toString();
  }

  /** A key that needs no quoting, and none of those that every JSON line has already. */
  private static String key(String key) {
    String bounded = key.substring(0, Math.min(key.length(), LONGEST_KEY));
    StringBuilder plain = new StringBuilder(bounded);
    for (int i = 0; i < plain.length(); i++) {
      if (!isPlainInKey(plain.charAt(i))) {
        plain.setCharAt(i, '_');
      }
    }
    String name = plain.toString();
    switch (name) {
      case "time":
      case "level":
      case "logger":
      case "event":
        return name + "_";
      default:
        return name;
    }
  }

  private static boolean isPlainInKey(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "_.-".indexOf(c) >= 0;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static String text(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "<" + e.getClass().getName() + " in toString>";
    }
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
