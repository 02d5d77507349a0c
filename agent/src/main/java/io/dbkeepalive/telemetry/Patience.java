package io.dbkeepalive.telemetry;

import java.util.concurrent.TimeUnit;

/**
 * When JMX and HTTP may be used: both bring {@code java.util.logging} along, and applications that
 * have a log manager of their own, or set one up, must come first. Thread-safe.
 */
final class Patience {
  /** From the first connection to the endpoint, which somebody has asked for. */
  static final long UNTIL_HTTP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** From the start to the endpoint: who asks it whether to send requests must not wait for one. */
  static final long UNTIL_HTTP_UNCONNECTED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** From the first connection to the beans, which perhaps nobody reads. */
  static final long UNTIL_JMX_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long start;

  /** All by this. {@code connected} counts only if somebody has. */
  private boolean isConnected;

  private long connected;
  private boolean isAsked;

  /**
   * @param now of a clock of nanoseconds, as all others here
   */
  Patience(long now) {
    this.start = now;
  }

  /** The application has opened a connection. */
  synchronized void connected(long now) {
    if (!isConnected) {
      isConnected = true;
      connected = now;
    }
  }

  /** Somebody is here who wants to see. */
  synchronized void asked() {
    isAsked = true;
  }

  synchronized boolean isHttpTime(long now) {
    return isAsked
        || (isConnected && now - connected >= UNTIL_HTTP_NANOS)
        || now - start >= UNTIL_HTTP_UNCONNECTED_NANOS;
  }

  synchronized boolean isJmxTime(long now) {
    return isAsked || (isConnected && now - connected >= UNTIL_JMX_NANOS);
  }
}
