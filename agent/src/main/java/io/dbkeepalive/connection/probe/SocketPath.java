package io.dbkeepalive.connection.probe;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** The fields from a driver's connection to its socket. Immutable. */
final class SocketPath {
  private final Field[] fields;

  SocketPath(Field... fields) {
    this.fields = fields;
  }

  SocketPath then(Field field) {
    Field[] longer = Arrays.copyOf(fields, fields.length + 1);
    longer[fields.length] = field;
    return new SocketPath(longer);
  }

  int length() {
    return fields.length;
  }

  /** What stands at the end; null where an object on the way is missing, or of another class. */
  Object from(Object root) throws IllegalAccessException {
    Object at = root;
    for (Field field : fields) {
      if (!field.getDeclaringClass().isInstance(at)) {
        return null;
      }
      at = read(field, at);
    }
    return at;
  }

  /** The value, or what a list or reference of the JDK holds: its first. */
  static Object read(Field field, Object owner) throws IllegalAccessException {
    Object value = field.get(owner);
    if (value == null) {
      return null;
    }
    Class<?> type = value.getClass();
    if (type == AtomicReference.class) {
      return ((AtomicReference<?>) value).get();
    }
    return type == ArrayList.class ? first((ArrayList<?>) value) : value;
  }

  private static Object first(ArrayList<?> list) {
    try {
      return list.isEmpty() ? null : list.get(0);
    } catch (IndexOutOfBoundsException emptiedMeanwhile) {
      return null;
    }
  }
}
