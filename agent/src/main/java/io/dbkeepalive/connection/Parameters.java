package io.dbkeepalive.connection;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters that are set on a statement, to be set again on the next one: for each index the
 * setter and its value, without an allocation for the usual ones. Not thread-safe, as little as a
 * statement is.
 */
final class Parameters {
  /** Nobody counts higher; an index beyond is the driver's to refuse. */
  private static final int MAX_INDEX = 65_535;

  private static final JdbcMethod[] NO_SETTERS = {};
  private static final Object[] NO_VALUES = {};
  private static final long[] NO_BITS = {};

  // as long as it takes: an application may have many statements open
  private JdbcMethod[] setters = NO_SETTERS;
  private Object[] values = NO_VALUES;

  /** The bits of a primitive value, or the fingerprint of an object that can change. */
  private long[] bits = NO_BITS;

  private int size;

  /** By name, or out parameters: the key is what one setting replaces another by. */
  private Map<Object, Shape> others;

  Parameters() {}

  private Parameters(Parameters from) {
    setters = Arrays.copyOf(from.setters, from.size);
    values = Arrays.copyOf(from.values, from.size);
    bits = Arrays.copyOf(from.bits, from.size);
    size = from.size;
    others = from.others == null ? null : new LinkedHashMap<>(from.others);
  }

  /** What {@code addBatch} keeps. */
  Parameters copy() {
    return new Parameters(this);
  }

  void set(JdbcMethod setter, int index, long value) {
    if (reserve(index)) {
      keep(index - 1, setter, Primitive.MARK, value);
    }
  }

  void set(JdbcMethod setter, int index, Object value) {
    if (reserve(index)) {
      keep(index - 1, setter, value, Fingerprint.of(value));
    }
  }

  /** To write a reference tells the garbage collector of it: not where it is there already. */
  private void keep(int place, JdbcMethod setter, Object value, long itsBits) {
    if (setters[place] != setter) {
      setters[place] = setter;
    }
    if (values[place] != value) {
      values[place] = value;
    }
    bits[place] = itsBits;
  }

  /** The setters with more than an index and a value, and those of named and out parameters. */
  void set(JdbcMethod setter, Object[] arguments) {
    Shape shape = new Shape(setter, arguments);
    boolean indexed =
        arguments[0] instanceof Integer && !setter.name().equals("registerOutParameter");
    if (indexed && reserve((Integer) arguments[0])) {
      int place = (Integer) arguments[0] - 1;
      setters[place] = setter;
      values[place] = shape;
      bits[place] = 0;
    } else if (!indexed) {
      if (others == null) {
        others = new LinkedHashMap<>();
      }
      others.put(setter.name().charAt(0) + ":" + arguments[0], shape);
    }
  }

  void clear() {
    Arrays.fill(setters, 0, size, null);
    Arrays.fill(values, 0, size, null);
    size = 0;
    if (others != null) { // drivers keep registered out parameters
      others.values().removeIf(shape -> !shape.setter.name().equals("registerOutParameter"));
    }
  }

  private boolean reserve(int index) {
    if (index < 1 || index > MAX_INDEX) {
      return false;
    }
    if (index > setters.length) {
      grow(Math.max(Math.max(index, 2), setters.length * 2));
    }
    if (index > size) {
      size = index;
    }
    return true;
  }

  private void grow(int length) {
    setters = Arrays.copyOf(setters, length);
    values = Arrays.copyOf(values, length);
    bits = Arrays.copyOf(bits, length);
  }

  private String unrepeatable(int i) {
    if (setters[i] == null || values[i] == Primitive.MARK) {
      return null;
    }
    return values[i] instanceof Shape
        ? ((Shape) values[i]).unrepeatable()
        : Fingerprint.change(setters[i], values[i], bits[i]);
  }

  /** Drops those that cannot be set again. */
  void forgetUnrepeatable() {
    for (int i = 0; i < size; i++) {
      if (unrepeatable(i) != null) {
        setters[i] = null;
        values[i] = null;
      }
    }
    if (others != null) {
      others.values().removeIf(shape -> shape.unrepeatable() != null);
    }
  }

  /** Why not all of them can be set again as they were; null if they can. */
  String unrepeatable() {
    for (int i = 0; i < size; i++) {
      String reason = unrepeatable(i);
      if (reason != null) {
        return "parameter " + (i + 1) + " " + reason;
      }
    }
    if (others != null) {
      for (Map.Entry<Object, Shape> other : others.entrySet()) {
        String reason = other.getValue().unrepeatable();
        if (reason != null) {
          return "parameter " + other.getKey().toString().substring(2) + " " + reason;
        }
      }
    }
    return null;
  }

  /**
   * Drops the one that the driver does not take: it will miss it, unless it is set anew.
   *
   * @return false if it is none of these
   */
  boolean forget(NotSetAgain refused) {
    if (refused.among != this) {
      return false;
    }
    if (refused.key instanceof Integer) {
      setters[(Integer) refused.key - 1] = null;
      values[(Integer) refused.key - 1] = null;
    } else {
      others.remove(refused.key);
    }
    return true;
  }

  /**
   * Sets them all on {@code statement}, a new one of the driver's.
   *
   * @throws NotSetAgain for the first that the driver does not take
   */
  void replayOn(Object statement) throws NotSetAgain {
    if (others != null) {
      for (Map.Entry<Object, Shape> other : others.entrySet()) {
        try {
          other.getValue().replayOn(statement);
        } catch (Throwable e) {
          throw new NotSetAgain(this, other.getKey(), other.getValue().value(), e);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      if (setters[i] != null) {
        try {
          replayOn(statement, i);
        } catch (Throwable e) {
          Object value = values[i] instanceof Shape ? ((Shape) values[i]).value() : values[i];
          throw new NotSetAgain(this, i + 1, value, e);
        }
      }
    }
  }

  private void replayOn(Object statement, int i) throws Throwable {
    if (values[i] instanceof Shape) {
      ((Shape) values[i]).replayOn(statement);
      return;
    }
    Class<?> type = setters[i].method.getParameterTypes()[1];
    Object value = values[i] == Primitive.MARK ? Primitive.box(type, bits[i]) : values[i];
    Streams.rewind(value);
    Reflection.call(setters[i], statement, i + 1, value);
  }

  /** A setter with all its arguments. */
  private static final class Shape {
    final JdbcMethod setter;
    private final Object[] arguments;
    private final long[] fingerprints;

    Shape(JdbcMethod setter, Object[] arguments) {
      this.setter = setter;
      this.arguments = arguments;
      this.fingerprints = new long[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        fingerprints[i] = Fingerprint.of(arguments[i]);
      }
    }

    String unrepeatable() {
      String reason = null;
      for (int i = 0; i < arguments.length && reason == null; i++) {
        reason = Fingerprint.change(setter, arguments[i], fingerprints[i]);
      }
      return reason;
    }

    /** What it is set to; of an out parameter, its type. */
    Object value() {
      return arguments[1];
    }

    void replayOn(Object statement) throws Throwable {
      for (Object argument : arguments) {
        Streams.rewind(argument);
      }
      Reflection.call(setter, statement, arguments);
    }
  }
}
