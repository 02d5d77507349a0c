package io.dbkeepalive.telemetry.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A page that is made anew a few times a second at most, however many ask. Thread-safe: two at once
 * may both make it.
 */
final class FreshPage {
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Supplier<byte[]> maker;
  private final LongSupplier nanoTime;

  /** Exchanged as a whole. */
  private volatile Made last;

  FreshPage(Supplier<byte[]> maker, LongSupplier nanoTime) {
    this.maker = maker;
    this.nanoTime = nanoTime;
  }

  /** Not to be changed. */
  byte[] get() {
    Made known = last;
    long now = nanoTime.getAsLong();
    if (known == null || now - known.at > FRESH_NANOS) {
      known = new Made(now, maker.get());
      last = known;
    }
    return known.bytes;
  }

  /** Somebody has changed what it shows. */
  void forget() {
    last = null;
  }

  private static final class Made {
    final long at;
    final byte[] bytes;

    Made(long at, byte[] bytes) {
      this.at = at;
      this.bytes = bytes;
    }
  }
}
