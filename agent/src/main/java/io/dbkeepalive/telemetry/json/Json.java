package io.dbkeepalive.telemetry.json;

import io.dbkeepalive.telemetry.log.Escapes;
import java.util.Map;

/** Writes JSON. Stateless. */
public final class Json {
  private Json() {}

  /**
   * @param value maps, iterables, text, numbers, switches and null, however deep; numbers that JSON
   *     does not know are null, all else is its text
   */
  public static String of(Object value) {
    StringBuilder text = new StringBuilder(1_000);
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof Map) {
      appendObject(text, (Map<?, ?>) value);
    } else if (value instanceof Iterable) {
      appendArray(text, (Iterable<?>) value);
    } else if (value == null || value instanceof Double && !isFinite((Double) value)) {
      text.append("null");
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      Escapes.appendQuoted(text, value.toString());
    }
  }

  private static void appendObject(StringBuilder text, Map<?, ?> members) {
    text.append('{');
    String comma = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      text.append(comma);
      Escapes.appendQuoted(text, member.getKey().toString());
      text.append(':');
      append(text, member.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private static void appendArray(StringBuilder text, Iterable<?> elements) {
    text.append('[');
    String comma = "";
    for (Object element : elements) {
      text.append(comma);
      append(text, element);
      comma = ",";
    }
    text.append(']');
  }

  private static boolean isFinite(double number) {
    return !Double.isNaN(number) && !Double.isInfinite(number);
  }
}
