package io.dbkeepalive.connection;

/** Primitive values, kept as the bits of a long. */
final class Primitive {
  /** Stands in the place of a value that is kept as bits. */
  static final Object MARK = new Object();

  private Primitive() {}

  /**
   * @param type of the setter's parameter
   * @param bits for float and double the raw bits as a double, else the value
   */
  static Object box(Class<?> type, long bits) {
    if (type == int.class) {
      return (int) bits;
    }
    if (type == long.class) {
      return bits;
    }
    if (type == boolean.class) {
      return bits != 0;
    }
    if (type == double.class) {
      return Double.longBitsToDouble(bits);
    }
    if (type == float.class) {
      return (float) Double.longBitsToDouble(bits);
    }
    if (type == short.class) {
      return (short) bits;
    }
    if (type == byte.class) {
      return (byte) bits;
    }
    throw new IllegalArgumentException("no setter takes a " + type);
  }
}
