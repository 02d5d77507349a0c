package io.dbkeepalive.dialect;

import java.lang.reflect.InvocationTargetException;

/**
 * Drivers' own public types. They are in loaders that are not ours, and known by name only.
 * Stateless.
 */
final class DriverTypes {
  private DriverTypes() {}

  /**
   * Calls a driver's own method that has no parameters.
   *
   * @param type the public class or interface that declares it
   * @return null where the object is not of that type, or that version of the driver has no such
   *     method, or it fails
   */
  static Object ask(Object object, String type, String method) {
    Class<?> found = object == null ? null : named(type, object.getClass());
    try {
      return found == null ? null : found.getMethod(method).invoke(object);
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | RuntimeException e) {
      return null;
    }
  }

  /** The type of this name among a class and all that it inherits from; null if it is not there. */
  static Class<?> named(String name, Class<?> from) {
    if (from == null || from.getName().equals(name)) {
      return from;
    }
    for (Class<?> parent : from.getInterfaces()) {
      Class<?> found = named(name, parent);
      if (found != null) {
        return found;
      }
    }
    return named(name, from.getSuperclass());
  }
}
