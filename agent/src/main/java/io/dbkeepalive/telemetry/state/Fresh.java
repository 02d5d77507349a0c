package io.dbkeepalive.telemetry.state;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is made anew a few times a second at most, however many ask. Thread-safe: two at once may
 * both make it.
 */
public final class Fresh<T> {
  private final Supplier<T> maker;
  private final long nanos;
  private final LongSupplier nanoTime;

  /** Exchanged as a whole. */
  private volatile Made<T> last;

  /**
   * @param nanos for how long it is good
   */
  public Fresh(Supplier<T> maker, long nanos, LongSupplier nanoTime) {
    this.maker = maker;
    this.nanos = nanos;
    this.nanoTime = nanoTime;
  }

  /** Not to be changed. */
  public T get() {
    Made<T> known = last;
    long now = nanoTime.getAsLong();
    if (known == null || now - known.at > nanos) {
      known = new Made<>(now, maker.get());
      last = known;
    }
    return known.value;
  }

  /** Somebody has changed what it shows. */
  public void forget() {
    last = null;
  }

  private static final class Made<T> {
    final long at;
    final T value;

    Made(long at, T value) {
      this.at = at;
      this.value = value;
    }
  }
}
