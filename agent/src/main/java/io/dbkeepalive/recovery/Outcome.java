package io.dbkeepalive.recovery;

/**
 * How a JDBC call ended: with a value, or with what the application shall see thrown. Immutable.
 */
public final class Outcome {
  /** What {@code void} methods return. */
  public static final Outcome NOTHING = new Outcome(null, null);

  private final Object value;
  private final Throwable failure;

  private Outcome(Object value, Throwable failure) {
    this.value = value;
    this.failure = failure;
  }

  public static Outcome of(Object value) {
    return value == null ? NOTHING : new Outcome(value, null);
  }

  public static Outcome failed(Throwable failure) {
    return new Outcome(null, failure);
  }

  /** Null unless the call failed. */
  public Throwable failure() {
    return failure;
  }

  public Object value() {
    return value;
  }

  /** The value, or the failure thrown as it is. */
  public Object get() throws Throwable {
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
