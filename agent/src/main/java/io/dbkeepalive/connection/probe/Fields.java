package io.dbkeepalive.connection.probe;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields of a class that may lead to a socket, made accessible. Thread-safe. */
final class Fields {
  private static final ClassValue<List<Field>> OF =
      new ClassValue<List<Field>>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return collect(type);
        }
      };

  private Fields() {}

  /** Own fields before inherited ones; none where a module keeps them from us. */
  static List<Field> of(Class<?> type) {
    return OF.get(type);
  }

  private static List<Field> collect(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && at.getClassLoader() != null; at = at.getSuperclass()) {
      try {
        for (Field field : at.getDeclaredFields()) {
          if (mayLeadOn(field)) {
            field.setAccessible(true);
            fields.add(field);
          }
        }
      } catch (RuntimeException | LinkageError closed) {
        // a module that is not open to us, or a field of a class that is not there
      }
    }
    return fields;
  }

  private static boolean mayLeadOn(Field field) {
    Class<?> type = field.getType();
    return !Modifier.isStatic(field.getModifiers())
        && !type.isPrimitive()
        && !type.isArray()
        && !type.isEnum()
        && type != String.class
        && type != Class.class;
  }
}
