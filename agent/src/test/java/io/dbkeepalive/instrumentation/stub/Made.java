package io.dbkeepalive.instrumentation.stub;

import java.lang.reflect.Constructor;

/** Makes instances of classes that are abstract only to the compiler. */
final class Made {
  private Made() {}

  static <T> T of(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
