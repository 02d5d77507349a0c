package io.dbkeepalive.telemetry.state;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How often something took how long. Thread-safe. */
public final class Durations {
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  /** One more than bounds: the last is for what took longer than all of them. */
  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];

  private final LongAdder sumNanos = new LongAdder();

  Durations() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(long nanos) {
    double seconds = nanos / 1e9;
    int at = 0;
    while (at < BOUNDS.length && seconds > BOUNDS[at]) {
      at++;
    }
    counts[at].increment();
    sumNanos.add(nanos);
  }

  /** Upper bounds of the buckets in seconds, ascending; of the last, all that took longer, none. */
  public static double[] bounds() {
    return BOUNDS.clone();
  }

  /** Of each bucket, not of those below it too: one more than there are bounds. */
  public long[] counts() {
    long[] values = new long[counts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = counts[i].sum();
    }
    return values;
  }

  public double sumSeconds() {
    return (double) sumNanos.sum() / TimeUnit.SECONDS.toNanos(1);
  }
}
